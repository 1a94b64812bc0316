// Texts of the operators' pages.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/operator";
import th from "./th/operator";
import zhCN from "./zh-CN/operator";

export const useOperatorTexts = textsOf({ en, "zh-CN": zhCN, th });
