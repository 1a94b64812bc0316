// Texts in three languages. A page's texts are one file for each language, and English says
// which texts there are: `tsc` fails where another language lacks one.

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

export const LANGUAGES = { en: "English", "zh-CN": "简体中文", th: "ไทย" } as const;
export type Language = keyof typeof LANGUAGES;

const KEPT = "kyc.language";

interface Chosen {
  language: Language;
  choose: (language: Language) => void;
}

const Context = createContext<Chosen>({ language: "en", choose: () => undefined });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(KEPT, language);
  }, [language]);
  const chosen = useMemo(() => ({ language, choose }), [language]);
  return <Context value={chosen}>{children}</Context>;
}

export function useLanguage(): Chosen {
  return useContext(Context);
}

// `export const useQueueTexts = textsOf({ en, "zh-CN": zhCN, th })`
export function textsOf<T>(texts: Record<Language, T>): () => T {
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each file of texts
  return function useTexts() {
    return texts[useLanguage().language];
  };
}

// The text of a value, with its number where there are several of a kind; of one that the API may add
// one day, the value itself, readable.
export function named(texts: Record<string, string>, value: string): string {
  const [, kind = "", number] = /^(.+)\.(\d+)$/.exec(value) ?? [];
  const numbered = texts[kind] && `${texts[kind]} ${number}`;
  return texts[value] ?? numbered ?? value.replaceAll("_", " ").replaceAll(".", " ");
}

function initialLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages];
  for (const each of wanted) {
    if (each?.startsWith("zh")) return "zh-CN";
    if (each?.startsWith("th")) return "th";
    if (each?.startsWith("en")) return "en";
  }
  return "en";
}
