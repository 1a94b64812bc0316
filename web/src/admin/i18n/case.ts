// Texts of the case page.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/case";
import th from "./th/case";
import zhCN from "./zh-CN/case";

export const useCaseTexts = textsOf({ en, "zh-CN": zhCN, th });
