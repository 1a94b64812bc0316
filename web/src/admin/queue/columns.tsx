// The columns of the queue.

import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import type { TableProps } from "@cloudscape-design/components/table";
import type { Task } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Age } from "../components/Age";
import { useQueueTexts } from "../i18n/queue";
import { useStatesTexts } from "../i18n/states";
import { useDesk } from "../queries";
import type { Status } from "./filter";

export function useColumns(status: Status): TableProps.ColumnDefinition<Task>[] {
  const texts = useQueueTexts();
  const words = useStatesTexts();
  const formats = useFormats();
  const { me } = useDesk();
  const decided = status === "approved" || status === "rejected";
  const all: (TableProps.ColumnDefinition<Task> | false)[] = [
    {
      id: "customer",
      header: texts.columns.customer,
      isRowHeader: true,
      minWidth: 170,
      cell: (task) => <CaseLink task={task} />,
    },
    {
      id: "tier",
      minWidth: 74,
      header: texts.columns.tier,
      cell: (task) => <Badge color="blue">{words.tier(task.tier)}</Badge>,
    },
    {
      id: "kind",
      minWidth: 66,
      header: texts.columns.kind,
      cell: (task) => named(words.kind, task.kind),
    },
    {
      id: "country",
      minWidth: 90,
      header: texts.columns.country,
      cell: (task) => formats.country(task.country),
    },
    { id: "revision", minWidth: 60, header: texts.columns.revision, cell: (task) => task.revision },
    !decided && {
      id: "reason",
      minWidth: 140,
      header: texts.columns.reason,
      cell: (task) => named(words.routeReasons, task.route_reason),
    },
    decided
      ? {
          id: "decided",
          header: texts.columns.decided,
          cell: (task) =>
            task.decided_at && texts.decidedBy(task.decided_by ?? "–", formats.ago(task.decided_at)),
        }
      : {
          id: "waiting",
          minWidth: 100,
          header: texts.columns.waiting,
          cell: (task) => <Age since={task.waiting_since} sla={task.sla} />,
        },
    status === "pending" && {
      id: "claim",
      minWidth: 84,
      header: texts.columns.claim,
      cell: (task) => <Claim task={task} mine={task.claim?.by === me.id} yours={texts.yours} />,
    },
  ];
  return all.filter((each) => each !== false);
}

function CaseLink({ task }: { task: Task }) {
  const texts = useQueueTexts();
  const name = task.customer_name ?? texts.unnamed;
  return (
    <>
      <Link
        href={`#/cases/${task.submission_id}`}
        ariaLabel={texts.open(name)}
        onFollow={(event) => {
          event.preventDefault();
          go(`/cases/${task.submission_id}`);
        }}
      >
        {name}
      </Link>
      <Box variant="small" display="block" color="text-body-secondary">
        {task.external_id}
      </Box>
    </>
  );
}

function Claim({ task, mine, yours }: { task: Task; mine: boolean; yours: string }) {
  if (!task.claim) return <Box color="text-status-inactive">–</Box>;
  return <Badge color={mine ? "green" : "grey"}>{mine ? yours : task.claim.name}</Badge>;
}
