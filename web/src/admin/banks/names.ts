// Thai banks by the names they have: in Thai for readers of Thai, in English for the others.

import type { BankName } from "../../shared/api/gen";
import { useLanguage } from "../../shared/i18n/core";

export function useBankName(): (bank: BankName) => string {
  const { language } = useLanguage();
  return (bank) => (language === "th" ? bank.name_th : bank.name_en);
}
