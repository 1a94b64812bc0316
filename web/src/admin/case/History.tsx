// Every step of the customer's case, newest first, with who took it.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Toggle from "@cloudscape-design/components/toggle";
import { useState } from "react";
import type { EventAnswer } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Loaded } from "../components/Loaded";
import { useCaseTexts } from "../i18n/case";
import { useHistory } from "./data";

const FEW = 8;
// Every look at a file is a step too, and there are many.
const LOOK = "media.viewed";
const MARKS: Record<string, StatusIndicatorProps.Type> = {
  "submission.approved": "success",
  "submission.rejected": "error",
  "submission.revision_requested": "warning",
  "submission.expired": "stopped",
};

export function History({ customerId, submissionId }: { customerId: string; submissionId: string }) {
  const { history: texts } = useCaseTexts();
  const query = useHistory(customerId, submissionId);
  const [looks, setLooks] = useState(false);
  const toggle = (
    <Toggle checked={looks} onChange={({ detail }) => setLooks(detail.checked)}>
      {texts.looks}
    </Toggle>
  );
  return (
    <Container header={<Header variant="h2" actions={toggle}>{texts.title}</Header>}>
      <Loaded query={query}>
        {(events) => <Steps events={looks ? events : events.filter((each) => each.type !== LOOK)} />}
      </Loaded>
    </Container>
  );
}

function Steps({ events }: { events: EventAnswer[] }) {
  const { history: texts } = useCaseTexts();
  const [all, setAll] = useState(false);
  return (
    <>
      {(all ? events : events.slice(0, FEW)).map((event) => (
        <Step key={event.sequence} event={event} />
      ))}
      {!all && events.length > FEW && (
        <Button variant="inline-link" onClick={() => setAll(true)}>
          {texts.all(events.length)}
        </Button>
      )}
    </>
  );
}

function Step({ event }: { event: EventAnswer }) {
  const { history: texts } = useCaseTexts();
  const { moment } = useFormats();
  return (
    <Box padding={{ bottom: "xs" }}>
      <StatusIndicator type={MARKS[event.type] ?? "info"} colorOverride={MARKS[event.type] ? undefined : "grey"}>
        {named(texts.events, event.type)}
        {event.revision ? ` · ${texts.revision(event.revision)}` : ""}
      </StatusIndicator>
      <Box variant="small" display="block" color="text-body-secondary">
        {moment(event.at)} · {actorOf(event, texts.actors)}
      </Box>
    </Box>
  );
}

function actorOf(event: EventAnswer, actors: { system: string; company: string; customer: string }): string {
  if (event.actor_name) return event.actor_name;
  if (event.actor === "system") return actors.system;
  if (event.actor.startsWith("key_")) return actors.company;
  return event.actor.startsWith("cus_") ? actors.customer : event.actor;
}
