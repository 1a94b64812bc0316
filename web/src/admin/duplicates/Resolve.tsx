// One person or a false alarm: whom to keep, what becomes of the other one, and why.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { Refusal } from "../../shared/api/client";
import type { AlertView } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Go } from "../components/Go";
import { Refused } from "../components/Refused";
import { useDraft } from "../draft";
import { useDuplicatesTexts } from "../i18n/duplicates";
import type { useResolution } from "./asks";
import { firstWritten, isComplete, resolutionOf, takesTwo, type Written } from "./choice";
import { nameOf } from "./names";

interface Props {
  alert: AlertView;
  resolution: ReturnType<typeof useResolution>;
  onReload: () => void;
  // What a colleague proposed, or said: only the opposite is left to say.
  against?: Written["verdict"];
}

export function Resolve({ alert, resolution, onReload, against }: Props) {
  const texts = useDuplicatesTexts();
  const [draft, write, forget] = useDraft<Written>(`duplicate:${alert.alert_id}`, firstWritten(alert));
  const written: Written = against ? { ...draft, verdict: OPPOSITE[against] } : draft;
  const same = written.verdict === "same_person";
  const two = takesTwo(alert);
  // The page is left before a callback of this component would be called.
  const send = () =>
    resolution.mutateAsync({ kind: "resolve", ...resolutionOf(written) }).then(forget, () => undefined);
  const does = same ? texts.does[written.action] : texts.does[two ? "proposes" : "falseAlarm"];
  const falseAlarm = two ? texts.propose : texts.confirmFalse;
  return (
    <SpaceBetween size="m">
      {!against && (
        <SegmentedControl
          label={texts.decision}
          selectedId={written.verdict}
          options={[
            { id: "same_person", text: texts.samePerson },
            { id: "false_alarm", text: texts.falseAlarm },
          ]}
          onChange={({ detail }) => write({ ...written, verdict: detail.selectedId as Written["verdict"] })}
        />
      )}
      {same && <Which alert={alert} written={written} write={write} />}
      <Box color="text-body-secondary">{does}</Box>
      <FormField label={texts.note} description={texts.noteHint}>
        <Textarea
          rows={2}
          value={written.note}
          onChange={({ detail }) => write({ ...written, note: detail.value.slice(0, 2000) })}
        />
      </FormField>
      <Refused error={resolution.error} onReload={onReload} />
      <Open error={resolution.error} />
      <Button variant="primary" disabled={!isComplete(written)} loading={resolution.isPending} onClick={() => void send()}>
        {same ? texts.confirmSame[written.action] : falseAlarm}
      </Button>
    </SpaceBetween>
  );
}

const OPPOSITE = { same_person: "false_alarm", false_alarm: "same_person" } as const;

// What stands in the way, and the case where it is decided.
function Open({ error }: { error: unknown }) {
  const texts = useDuplicatesTexts();
  if (!(error instanceof Refusal) || !Array.isArray(error.details.reasons)) return null;
  const waiting = error.details.submission_id;
  return (
    <Box>
      {error.details.reasons.map((each: string) => named(texts.inTheWay, each)).join(" · ")}{" "}
      {typeof waiting === "string" && <Go to={`/cases/${waiting}`}>{texts.openCase}</Go>}
    </Box>
  );
}

function Which({ alert, written, write }: { alert: AlertView; written: Written; write: (next: Written) => void }) {
  const texts = useDuplicatesTexts();
  const { moment } = useFormats();
  return (
    <SpaceBetween direction="horizontal" size="xxl">
      <FormField label={texts.keep}>
        <RadioGroup
          value={written.keep}
          items={alert.sides.map((side, index) => ({
            value: side.customer.customer_id,
            label: texts.keepWhich(nameOf(side) ?? texts.unnamed, moment(side.customer.created_at)),
            description: index === 0 ? texts.first : texts.second,
          }))}
          onChange={({ detail }) => write({ ...written, keep: detail.value })}
        />
      </FormField>
      <FormField label={texts.action}>
        <RadioGroup
          value={written.action}
          items={(["merge", "reject"] as const).map((value) => ({ value, label: texts.actions[value] }))}
          onChange={({ detail }) => write({ ...written, action: detail.value as Written["action"] })}
        />
      </FormField>
    </SpaceBetween>
  );
}
