// Texts of webhooks and keys.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/webhooks";
import th from "./th/webhooks";
import zhCN from "./zh-CN/webhooks";

export const useWebhooksTexts = textsOf({ en, "zh-CN": zhCN, th });
