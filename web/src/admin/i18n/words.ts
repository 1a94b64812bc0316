// Words of the domain that several pages say: statuses, kinds, fields, reasons.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/words";
import th from "./th/words";
import zhCN from "./zh-CN/words";

export const useWordsTexts = textsOf({ en, "zh-CN": zhCN, th });
