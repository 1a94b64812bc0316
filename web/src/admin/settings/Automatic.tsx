// Live face checks: on or off, what one costs, and what happens when the balance ends.

import Alert from "@cloudscape-design/components/alert";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useFormats } from "../../shared/i18n/format";
import { useSettingsTexts } from "../i18n/settings";
import { usePrices } from "./asks";
import { useEditing } from "./context";
import { SwitchField } from "./fields";
import { LEVELS } from "./form";

const ATTEMPTS = ["1", "2", "3", "4", "5"];

export function Automatic() {
  const { automatic: texts } = useSettingsTexts();
  const { kept, form, readOnly, write } = useEditing();
  const levels = LEVELS.map((value) => ({ value, label: texts.levels[value] }));
  const counts = ATTEMPTS.map((value) => ({ value, label: value }));
  const absent = !kept.automatic_available;
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <SpaceBetween size="l">
        <SwitchField
          name="automatic"
          label={texts.on}
          hint={texts.about}
          disabled={absent && !form.automatic}
        />
        {absent && <Alert type="info">{texts.absent}</Alert>}
        <Cost />
        <ColumnLayout columns={2}>
          <FormField label={texts.attempts} description={texts.attemptsHint}>
            <Select
              options={counts}
              readOnly={readOnly}
              selectedOption={counts.find((each) => each.value === form.liveness_attempts) ?? null}
              onChange={({ detail }) => write({ liveness_attempts: detail.selectedOption.value ?? "" })}
            />
          </FormField>
          <FormField label={texts.level} description={texts.levelHint}>
            <Select
              options={levels}
              readOnly={readOnly}
              selectedOption={levels.find((each) => each.value === form.match_level) ?? null}
              onChange={({ detail }) => {
                const chosen = LEVELS.find((each) => each === detail.selectedOption.value);
                if (chosen) write({ match_level: chosen });
              }}
            />
          </FormField>
        </ColumnLayout>
      </SpaceBetween>
    </Container>
  );
}

function Cost() {
  const { automatic: texts } = useSettingsTexts();
  const { money } = useFormats();
  const price = usePrices().data?.services.find((each) => each.service === "faceid")?.price;
  return (
    <Alert type="info" header={price ? texts.costs(money(price)) : texts.costsUnknown}>
      {texts.ends}
    </Alert>
  );
}
