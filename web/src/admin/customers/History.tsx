// Every step of the customer, oldest first, with who took it.

import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { EventAnswer } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Failed } from "../components/Loaded";
import { More } from "../components/More";
import { Go } from "../components/Go";
import { useCaseTexts } from "../i18n/case";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { useWordsTexts } from "../i18n/words";
import { useHistory } from "./asks";

export function History({ id }: { id: string }) {
  const { history: texts } = useCustomerTexts();
  const { loading } = useShellTexts();
  const { moment } = useFormats();
  const query = useHistory(id);
  return (
    <SpaceBetween size="m">
      {query.error && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      <Table
        variant="borderless"
        contentDensity="compact"
        wrapLines
        trackBy={(each) => String(each.sequence)}
        loading={query.isPending}
        loadingText={loading}
        items={query.data?.pages.flatMap((page) => page.events) ?? []}
        columnDefinitions={[
          { id: "at", header: texts.at, minWidth: 150, cell: (each) => moment(each.at) },
          { id: "step", header: texts.step, isRowHeader: true, cell: (each) => <Step event={each} /> },
          { id: "case", header: texts.case, cell: (each) => <Case event={each} /> },
          { id: "who", header: texts.who, cell: (each) => actorOf(each, texts.actors) },
        ]}
        footer={<More pages={query} />}
        ariaLabels={{ tableLabel: texts.title }}
      />
    </SpaceBetween>
  );
}

function Step({ event }: { event: EventAnswer }) {
  const { history: texts } = useCaseTexts();
  const why = event.details.reason;
  return (
    <>
      {named(texts.events, event.type)}
      {typeof why === "string" && `: ${why}`}
    </>
  );
}

function Case({ event }: { event: EventAnswer }) {
  const { nothing } = useShellTexts();
  const words = useWordsTexts();
  if (!event.submission_id) return nothing;
  return (
    <Go to={`/cases/${event.submission_id}`}>
      {event.revision ? words.revision(event.revision) : event.submission_id}
    </Go>
  );
}

// Staff by name; a key, a customer and the service itself by what they are.
function actorOf(event: EventAnswer, actors: Record<string, string>): string {
  if (event.actor_name) return event.actor_name;
  const kind = event.actor.split("_")[0] ?? event.actor;
  return actors[kind] ?? event.actor;
}
