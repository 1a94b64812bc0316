// A change that eases a rule of two people: it waits here for another administrator.

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ChangeAnswer } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useErrorText } from "../errors";
import { useSettingsTexts } from "../i18n/settings";
import { useDesk } from "../queries";
import { useAnswer } from "./asks";
import { useSettingName, useSettingValue } from "./names";

export function Pending({ change }: { change: ChangeAnswer }) {
  const { pending: texts } = useSettingsTexts();
  const { me } = useDesk();
  const { moment } = useFormats();
  const textOf = useErrorText();
  const nameOf = useSettingName();
  const told = useSettingValue();
  const answer = useAnswer(change.number);
  const own = change.by === me.id;
  const buttons = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button loading={answer.isPending} onClick={() => answer.mutate("decline")}>
        {own ? texts.withdraw : texts.decline}
      </Button>
      {!own && (
        <Button variant="primary" loading={answer.isPending} onClick={() => answer.mutate("confirm")}>
          {texts.confirm}
        </Button>
      )}
    </SpaceBetween>
  );
  return (
    <Alert type="warning" header={own ? texts.own : texts.title(change.by_name ?? change.by, moment(change.at))} action={buttons}>
      <ul>
        {change.changes.map(({ setting, before, after }) => (
          <li key={setting}>{texts.from(nameOf(setting), told(setting, before), told(setting, after))}</li>
        ))}
      </ul>
      {answer.error ? textOf(answer.error) : texts.why}
    </Alert>
  );
}
