// When review tasks are late and who hears of it, which tiers two people approve, who counts as
// a beneficial owner, and how old customers are.

import ColumnLayout from "@cloudscape-design/components/column-layout";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import { useSettingsTexts } from "../i18n/settings";
import { useWordsTexts } from "../i18n/words";
import { useEditing } from "./context";
import { EmailsField, TextField } from "./fields";

export function Review() {
  const { review: texts } = useSettingsTexts();
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <ColumnLayout columns={2}>
        <TextField name="review_due_soon_hours" label={texts.dueSoon} hint={texts.dueSoonHint} />
        <TextField name="review_late_hours" label={texts.late} hint={texts.lateHint} />
        <EmailsField name="review_emails" label={texts.emails} hint={texts.emailsHint} />
        <TextField name="beneficial_owner_percent" label={texts.owners} hint={texts.ownersHint} />
        <TextField name="full_age_years" label={texts.fullAge} hint={texts.fullAgeHint} />
        <FourEyes />
      </ColumnLayout>
    </Container>
  );
}

function FourEyes() {
  const { review: texts } = useSettingsTexts();
  const words = useWordsTexts();
  const { kept, form, readOnly, write } = useEditing();
  const turn = (tier: number, on: boolean) => {
    const others = form.four_eyes_tiers.filter((each) => each !== tier);
    write({ four_eyes_tiers: on ? [...others, tier].sort() : others });
  };
  return (
    <FormField label={texts.fourEyes} description={texts.fourEyesHint}>
      {kept.loan_limits.map(({ tier }) => (
        <Checkbox
          key={tier}
          checked={form.four_eyes_tiers.includes(tier)}
          readOnly={readOnly}
          onChange={({ detail }) => turn(tier, detail.checked)}
        >
          {words.tier(tier)}
        </Checkbox>
      ))}
    </FormField>
  );
}
