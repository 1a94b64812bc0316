// Texts of the pages about customers who may be one person.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/duplicates";
import th from "./th/duplicates";
import zhCN from "./zh-CN/duplicates";

export const useDuplicatesTexts = textsOf({ en, "zh-CN": zhCN, th });
