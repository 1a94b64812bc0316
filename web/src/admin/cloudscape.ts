// Cloudscape's own texts. Its Thai has gaps and no fallback, so English lies under every language.

import type { I18nProviderProps } from "@cloudscape-design/components/i18n";
import { useEffect, useState } from "react";
import { type Language, useLanguage } from "../shared/i18n/core";

type Messages = I18nProviderProps.Messages;

const LOAD: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import("@cloudscape-design/components/i18n/messages/all.en"),
  "zh-CN": () => import("@cloudscape-design/components/i18n/messages/all.zh-CN"),
  th: () => import("@cloudscape-design/components/i18n/messages/all.th"),
};

export function useCloudscapeTexts(): Messages[] | null {
  const { language } = useLanguage();
  const [messages, setMessages] = useState<Messages[] | null>(null);
  useEffect(() => {
    let current = true;
    void load(language).then((loaded) => {
      if (current) setMessages(loaded);
    });
    return () => {
      current = false;
    };
  }, [language]);
  return messages;
}

async function load(language: Language): Promise<Messages[]> {
  const { default: english } = await LOAD.en();
  if (language === "en") return [english];
  const { default: own } = await LOAD[language]();
  return [over(english, own, language)];
}

// `{namespace: {locale: {component: {key: text}}}}`, of `own` where it has a text.
export function over(english: Messages, own: Messages, language: string): Messages {
  const merged: Messages = {};
  for (const [namespace, locales] of Object.entries(english)) {
    const under = locales.en ?? {};
    const above = own[namespace]?.[language] ?? {};
    const components = new Set([...Object.keys(under), ...Object.keys(above)]);
    const texts = [...components].map((each) => [each, { ...under[each], ...above[each] }]);
    merged[namespace] = { [language]: Object.fromEntries(texts) };
  }
  return merged;
}
