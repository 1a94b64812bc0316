// The review queue: oldest first, counted by age, filtered by what stands in the address, and as
// it is now.

import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { useSearch } from "wouter";
import { go } from "../../shared/hash";
import { useFormats } from "../../shared/i18n/format";
import { ListPage } from "../components/ListPage";
import { Empty } from "../components/Loaded";
import { useQueueTexts } from "../i18n/queue";
import { Ages } from "../queue/Ages";
import { useColumns } from "../queue/columns";
import { addressOf, type Filter, filterOf, isFiltered, STATUSES, type Status } from "../queue/filter";
import { QueueFilter } from "../queue/QueueFilter";
import { useSummary, useTasks } from "../queue/tasks";

export default function Queue() {
  const texts = useQueueTexts();
  const { moment } = useFormats();
  const filter = filterOf(useSearch());
  const tasks = useTasks(filter);
  const summary = useSummary();
  const found = tasks.data?.pages.flatMap((page) => page.tasks) ?? [];
  const [oldest] = found;
  const show = (next: Filter) => go(addressOf(next), { replace: true });
  const updated = tasks.dataUpdatedAt ? texts.updated(moment(new Date(tasks.dataUpdatedAt).toISOString())) : "";
  return (
    <ListPage
      title={texts.title}
      about={updated}
      actions={
        filter.status === "pending" && (
          <Button
            variant="primary"
            disabled={!oldest}
            onClick={() => oldest && go(`/cases/${oldest.submission_id}`)}
          >
            {texts.next}
          </Button>
        )
      }
      above={<Ages summary={summary.data} />}
      query={tasks}
      items={found}
      columnDefinitions={useColumns(filter.status)}
      trackBy="submission_id"
      header={
        <SegmentedControl
          label={texts.status.label}
          selectedId={filter.status}
          options={STATUSES.map((id) => ({ id, text: texts.status[id] }))}
          onChange={({ detail }) => show({ ...filter, status: detail.selectedId as Status })}
        />
      }
      filter={<QueueFilter filter={filter} onChange={show} />}
      empty={<Nothing filter={filter} onClear={() => show({ status: filter.status })} />}
    />
  );
}

function Nothing({ filter, onClear }: { filter: Filter; onClear: () => void }) {
  const { empty, filter: words } = useQueueTexts();
  if (isFiltered(filter)) {
    return (
      <Empty title={empty.filtered}>
        <Button onClick={onClear}>{words.clear}</Button>
      </Empty>
    );
  }
  return <Empty title={empty[filter.status]}>{filter.status === "pending" && empty.hint}</Empty>;
}
