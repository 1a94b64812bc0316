// What is known of two customers, as lines that can be compared.

import type { Side } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { useDuplicatesTexts } from "../i18n/duplicates";
import { useWordsTexts } from "../i18n/words";

export interface Line {
  id: string;
  label: string;
  values: [string | null, string | null];
  same: boolean;
}

export function useLines(): (first: Side, second: Side) => Line[] {
  const texts = useDuplicatesTexts();
  const words = useWordsTexts();
  const { country, money, moment, day } = useFormats();
  const numberOf = ({ document }: Side) => {
    if (!document) return null;
    const kinds = { ...words.choices.document_type, registration: texts.registration };
    const kind = named(kinds, document.type);
    return `${kind}, ${country(document.country)}, ${texts.endsIn(document.last_four)}`;
  };
  const statusOf = ({ customer, deleted_at }: Side) => {
    if (deleted_at) return texts.deletedOn(moment(deleted_at));
    if (customer.merged_into) return texts.mergedInto(customer.merged_into);
    return `${words.tier(customer.tier)} · ${named(words.status, customer.kyc_status)}`;
  };
  return (first, second) => {
    const line = (id: string, label: string, shownOf: (side: Side) => string | null): Line => {
      const values: Line["values"] = [shownOf(first), shownOf(second)];
      return { id, label, values, same: values[0] !== null && sameText(values[0], values[1]) };
    };
    const declared = declaredOf(first, second).map((name) =>
      line(name, named(words.items, name), (side) => {
        const value = side.declared[name];
        if (value === undefined || value === null) return null;
        return name === "nationality" ? country(String(value)) : day(String(value));
      }),
    );
    const refused = first.refused || second.refused;
    const plain = (found: Line): Line => ({ ...found, same: false });
    return [
      ...declared,
      line("document", texts.document, numberOf),
      line("phone", texts.phone, ({ customer }) => customer.phone),
      line("email", texts.email, ({ customer }) => customer.email),
      line("country", texts.country, ({ customer }) => country(customer.country)),
      ...(refused
        ? [plain(line("refused", texts.declared, (side) => (side.refused ? texts.refused : null)))]
        : []),
      plain(line("status", texts.kyc, statusOf)),
      plain(line("loans", texts.loans, ({ open_loans }) => money(open_loans))),
      plain(line("since", texts.created, ({ customer }) => moment(customer.created_at))),
      plain(line("external", texts.externalId, ({ customer }) => customer.external_id)),
      plain(line("id", texts.customerId, ({ customer }) => customer.customer_id)),
    ];
  };
}

// Names first, in the order in which they were sent; each once.
export const declaredOf = (first: Side, second: Side): string[] => [
  ...new Set([...Object.keys(first.declared), ...Object.keys(second.declared)]),
];

export const sameText = (one: string, other: string | null): boolean =>
  other !== null && one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();
