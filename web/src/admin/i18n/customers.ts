// Texts of the customers' pages.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/customers";
import th from "./th/customers";
import zhCN from "./zh-CN/customers";

export const useCustomerTexts = textsOf({ en, "zh-CN": zhCN, th });
