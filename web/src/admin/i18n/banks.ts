// Texts of the pages about bank accounts.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/banks";
import th from "./th/banks";
import zhCN from "./zh-CN/banks";

export const useBanksTexts = textsOf({ en, "zh-CN": zhCN, th });
