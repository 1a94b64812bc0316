// Texts of the money pages.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/billing";
import th from "./th/billing";
import zhCN from "./zh-CN/billing";

export const useBillingTexts = textsOf({ en, "zh-CN": zhCN, th });
