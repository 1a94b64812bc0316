// What was decided, what waits for a second person, or what can be decided.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AlertView } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { useFormats } from "../../shared/i18n/format";
import { may } from "../auth";
import { useDuplicatesTexts } from "../i18n/duplicates";
import { useDesk } from "../queries";
import { useToast } from "../toasts";
import { useResolution } from "./asks";
import { Confirm } from "./Confirm";
import { nameOf } from "./names";
import { Resolve } from "./Resolve";

interface Props {
  alert: AlertView;
  onReload: () => void;
}

export function Decision({ alert, onReload }: Props) {
  const texts = useDuplicatesTexts();
  const { me } = useDesk();
  const toast = useToast();
  const resolution = useResolution(alert, (after) => {
    toast.success(doneText(texts, after));
    go("/duplicates");
  });
  const reload = () => {
    resolution.reset();
    onReload();
  };
  return (
    <Container header={<Header variant="h2">{texts.decision}</Header>}>
      <SpaceBetween size="m">
        {alert.decision && <Decided alert={alert} decision={alert.decision} />}
        {alert.status === "proposed" && alert.proposal && <Proposed alert={alert} />}
        {may(me, "resolve_duplicates") && alert.status === "proposed" && (
          <Confirm alert={alert} resolution={resolution} onReload={reload} />
        )}
        {may(me, "resolve_duplicates") && alert.status === "open" && (
          <Resolve alert={alert} resolution={resolution} onReload={reload} />
        )}
        {may(me, "resolve_duplicates") && alert.status === "resolved" && alert.refused_id && (
          <Resolve alert={alert} resolution={resolution} onReload={reload} against="same_person" />
        )}
      </SpaceBetween>
    </Container>
  );
}

function Proposed({ alert }: { alert: AlertView }) {
  const texts = useDuplicatesTexts();
  const { moment } = useFormats();
  const { proposal } = alert;
  if (!proposal) return null;
  const kept = alert.sides.find((side) => side.customer.customer_id === proposal.keep);
  return (
    <Alert type="info" header={texts.proposedBy[proposal.verdict](proposal.by, moment(proposal.at))}>
      {kept && <Box variant="p">{texts.kept(nameOf(kept) ?? texts.unnamed)}</Box>}
      {alert.note && <Box variant="p">“{alert.note}”</Box>}
      {texts.secondNeeded}
    </Alert>
  );
}

function Decided({ alert, decision }: { alert: AlertView; decision: NonNullable<AlertView["decision"]> }) {
  const texts = useDuplicatesTexts();
  const { moment } = useFormats();
  const kept = alert.sides.find((side) => side.customer.customer_id === decision.keep);
  return (
    <SpaceBetween size="xxs">
      <Box variant="strong">{texts.resolved[decision.verdict]}</Box>
      {kept && decision.action && (
        <Box>
          {texts.kept(nameOf(kept) ?? texts.unnamed)} · {texts.action}: {texts.actions[decision.action]}
        </Box>
      )}
      <Box>{texts.by(decision.by, moment(decision.at))}</Box>
      {alert.note && <Box color="text-body-secondary">“{alert.note}”</Box>}
    </SpaceBetween>
  );
}

function doneText(texts: ReturnType<typeof useDuplicatesTexts>, { status, decision }: AlertView): string {
  if (status === "proposed") return texts.done.proposed;
  if (decision?.verdict !== "same_person") return texts.done.falseAlarm;
  return decision.action === "merge" ? texts.done.merged : texts.done.rejected;
}
