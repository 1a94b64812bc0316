// Text messages and the warning before the balance ends.

import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useFormats } from "../../shared/i18n/format";
import { useSettingsTexts } from "../i18n/settings";
import { usePrices } from "./asks";
import { EmailsField, SwitchField, TextField } from "./fields";

export function Money() {
  const { money: texts } = useSettingsTexts();
  const { money } = useFormats();
  const price = usePrices().data?.services.find((each) => each.service === "sms")?.price;
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <SpaceBetween size="l">
        <SwitchField
          name="sms_notices"
          label={texts.sms}
          hint={price ? `${texts.smsAbout} ${texts.smsCosts(money(price))}` : texts.smsAbout}
        />
        <ColumnLayout columns={2}>
          <TextField name="low_balance" label={texts.low} hint={texts.lowHint} />
          <EmailsField name="billing_emails" label={texts.emails} hint={texts.emailsHint} />
        </ColumnLayout>
      </SpaceBetween>
    </Container>
  );
}
