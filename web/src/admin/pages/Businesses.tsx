// The cases of businesses by status, each with its way to the people behind it.

import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { useSearch } from "wouter";
import { go } from "../../shared/hash";
import { useFormats } from "../../shared/i18n/format";
import { Go } from "../components/Go";
import { ListPage } from "../components/ListPage";
import { Empty } from "../components/Loaded";
import { useBusinessesTexts } from "../i18n/businesses";
import { useWordsTexts } from "../i18n/words";
import { filterOf, STATUSES } from "../queue/filter";
import { useTasks } from "../queue/tasks";

export default function Businesses() {
  const texts = useBusinessesTexts();
  const words = useWordsTexts();
  const { country, moment } = useFormats();
  const { status } = filterOf(useSearch());
  const tasks = useTasks({ status, kind: "business" });
  const found = tasks.data?.pages.flatMap((page) => page.tasks) ?? [];
  const decided = status === "approved" || status === "rejected";
  return (
    <ListPage
      title={texts.title}
      about={texts.about}
      query={tasks}
      items={found}
      trackBy="submission_id"
      header={
        <SegmentedControl
          label={texts.status}
          selectedId={status}
          options={STATUSES.map((id) => ({ id, text: words.status[id] }))}
          onChange={({ detail }) => go(`/businesses?status=${detail.selectedId}`, { replace: true })}
        />
      }
      empty={<Empty title={texts.empty}>{texts.emptyHint}</Empty>}
      columnDefinitions={[
        {
          id: "name",
          header: texts.name,
          isRowHeader: true,
          cell: (task) => (
            <>
              <Go
                to={`/businesses/${task.customer_id}`}
                ariaLabel={texts.peopleOf(task.customer_name ?? texts.unnamed)}
              >
                {task.customer_name ?? texts.unnamed}
              </Go>
              <Box variant="small" display="block" color="text-body-secondary">
                {task.external_id}
              </Box>
            </>
          ),
        },
        { id: "tier", header: texts.tier, cell: (task) => <Badge color="blue">{words.tier(task.tier)}</Badge> },
        { id: "country", header: texts.country, cell: (task) => country(task.country) },
        {
          id: "since",
          header: decided ? texts.decided : texts.waiting,
          cell: (task) => moment(task.decided_at ?? task.waiting_since),
        },
        {
          id: "case",
          header: texts.status,
          cell: (task) => <Go to={`/cases/${task.submission_id}`}>{texts.openCase}</Go>,
        },
      ]}
    />
  );
}
