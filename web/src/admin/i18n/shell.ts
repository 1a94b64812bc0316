// Texts of the frame around every page, and of the states that all pages have.
import { textsOf } from "../../shared/i18n/core";
import en from "./en/shell";
import th from "./th/shell";
import zhCN from "./zh-CN/shell";

export type ShellTexts = typeof en;
export const useShellTexts = textsOf({ en, "zh-CN": zhCN, th });
