// Texts of the settings.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/settings";
import th from "./th/settings";
import zhCN from "./zh-CN/settings";

export const useSettingsTexts = textsOf({ en, "zh-CN": zhCN, th });
