// Statuses, kinds, and why a case is in the queue; all other words are in words.ts.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/states";
import th from "./th/states";
import zhCN from "./zh-CN/states";

export const useStatesTexts = textsOf({ en, "zh-CN": zhCN, th });
