// What an approval for each tier lets a customer borrow.

import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import { useFormats } from "../../shared/i18n/format";
import { useSettingsTexts } from "../i18n/settings";
import { useWordsTexts } from "../i18n/words";
import { useEditing } from "./context";

export function Limits() {
  const { limits: texts } = useSettingsTexts();
  const words = useWordsTexts();
  const { money } = useFormats();
  const { kept, form, readOnly, wrong, write } = useEditing();
  return (
    <Container
      header={
        <Header variant="h2" description={texts.about}>
          {texts.title}
        </Header>
      }
    >
      <FormField errorText={wrong("loan_limits")} stretch>
        <ColumnLayout columns={3}>
          {kept.loan_limits.map(({ tier, max_loan: limit, own }) => (
            <FormField
              key={tier}
              label={`${words.tier(tier)} (${limit.currency})`}
              constraintText={own ? texts.own(money(limit)) : texts.policys(money(limit))}
            >
              <Input
                value={form.loan_limits[tier] ?? ""}
                placeholder={texts.asPolicy}
                inputMode="decimal"
                readOnly={readOnly}
                onChange={({ detail }) =>
                  write({ loan_limits: { ...form.loan_limits, [tier]: detail.value.trim() } })
                }
              />
            </FormField>
          ))}
        </ColumnLayout>
      </FormField>
    </Container>
  );
}
