// Texts of the pages about businesses and their people.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/businesses";
import th from "./th/businesses";
import zhCN from "./zh-CN/businesses";

export const useBusinessesTexts = textsOf({ en, "zh-CN": zhCN, th });
