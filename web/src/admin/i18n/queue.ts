// Texts of the review queue.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/queue";
import th from "./th/queue";
import zhCN from "./zh-CN/queue";

export const useQueueTexts = textsOf({ en, "zh-CN": zhCN, th });
