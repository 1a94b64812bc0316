// A second person agrees with what a colleague proposed, or sees it otherwise.

import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { AlertView } from "../../shared/api/gen";
import { Refused } from "../components/Refused";
import { useDraft } from "../draft";
import { useDuplicatesTexts } from "../i18n/duplicates";
import { useDesk } from "../queries";
import type { useResolution } from "./asks";
import { Resolve } from "./Resolve";

interface Props {
  alert: AlertView;
  resolution: ReturnType<typeof useResolution>;
  onReload: () => void;
}

export function Confirm(props: Props) {
  const texts = useDuplicatesTexts();
  const { me } = useDesk();
  const { alert, resolution, onReload } = props;
  const verdict = alert.proposal?.verdict ?? "false_alarm";
  const isMine = alert.proposal?.by_id === me.id;
  const [note, write, forget] = useDraft(`confirm:${alert.alert_id}`, "");
  const [disagrees, setDisagrees] = useState(false);
  if (disagrees) return <Resolve {...props} against={verdict} />;
  return (
    <SpaceBetween size="m">
      <FormField
        label={
          <>
            {texts.note} <i>– {texts.optional}</i>
          </>
        }
        description={texts.noteHint}
      >
        <Textarea rows={2} value={note} onChange={({ detail }) => write(detail.value.slice(0, 2000))} />
      </FormField>
      <Refused error={resolution.error} onReload={onReload} />
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="primary"
          disabled={isMine}
          loading={resolution.isPending}
          onClick={() => void resolution.mutateAsync({ kind: "confirm", verdict, note }).then(forget, () => undefined)}
        >
          {texts.confirm[verdict]}
        </Button>
        <Button onClick={() => setDisagrees(true)}>{texts.instead[verdict]}</Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}
