// Cloudscape's property filter over what the API can filter by.

import PropertyFilter, { type PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { named } from "../../shared/i18n/core";
import { COUNTRIES } from "../../shared/i18n/countries";
import { useFormats } from "../../shared/i18n/format";
import { useQueueTexts } from "../i18n/queue";
import { useStatesTexts } from "../i18n/states";
import { type Filter, PROPERTIES, tokensOf, withTokens } from "./filter";

export function QueueFilter({ filter, onChange }: { filter: Filter; onChange: (next: Filter) => void }) {
  const { filter: texts } = useQueueTexts();
  const words = useStatesTexts();
  const { country } = useFormats();
  const values: Record<(typeof PROPERTIES)[number], Record<string, string>> = {
    tier: Object.fromEntries([1, 2, 3].map((tier) => [String(tier), words.tier(tier)])),
    country: Object.fromEntries(COUNTRIES.map((code) => [code, country(code)])),
    kind: words.kind,
    claimed: { me: texts.me, nobody: texts.nobody },
  };
  const format = (property: (typeof PROPERTIES)[number]) => (value: unknown) =>
    property === "country" ? country(String(value)) : named(values[property], String(value));
  return (
    <PropertyFilter
      query={{ operation: "and", tokens: tokensOf(filter) as PropertyFilterProps.Token[] }}
      onChange={({ detail }) => onChange(withTokens(filter, detail.tokens))}
      disableFreeTextFiltering
      hideOperations
      filteringAriaLabel={texts.label}
      filteringPlaceholder={texts.placeholder}
      filteringProperties={PROPERTIES.map((key) => ({
        key,
        propertyLabel: texts[key],
        groupValuesLabel: texts.values(texts[key]),
        operators: [{ operator: "=", format: format(key) }],
      }))}
      filteringOptions={PROPERTIES.flatMap((propertyKey) =>
        Object.entries(values[propertyKey]).map(([value, label]) => ({ propertyKey, value, label })),
      )}
    />
  );
}
