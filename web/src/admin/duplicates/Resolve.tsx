// One person or a false alarm: whom to keep, what becomes of the other one, and why.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { AlertView } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
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
  // A colleague proposed a false alarm: only the opposite is left to say.
  against?: boolean;
}

export function Resolve({ alert, resolution, onReload, against = false }: Props) {
  const texts = useDuplicatesTexts();
  const [draft, write, forget] = useDraft<Written>(`duplicate:${alert.alert_id}`, firstWritten(alert));
  const written: Written = against ? { ...draft, verdict: "same_person" } : draft;
  const same = written.verdict === "same_person";
  const two = takesTwo(alert.cause);
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
      <Button variant="primary" disabled={!isComplete(written)} loading={resolution.isPending} onClick={() => void send()}>
        {same ? texts.confirmSame[written.action] : falseAlarm}
      </Button>
    </SpaceBetween>
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
