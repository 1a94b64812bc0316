// Alerts that two customers may be one person, oldest first, by status and cause.

import FormField from "@cloudscape-design/components/form-field";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import { useSearch } from "wouter";
import { go } from "../../shared/hash";
import { ListPage } from "../components/ListPage";
import { Empty } from "../components/Loaded";
import { useAlerts } from "../duplicates/asks";
import { useColumns } from "../duplicates/columns";
import { addressOf, CAUSES, type Filter, filterOf, STATUSES } from "../duplicates/filter";
import { useDuplicatesTexts } from "../i18n/duplicates";

export default function Duplicates() {
  const texts = useDuplicatesTexts();
  const filter = filterOf(useSearch());
  const alerts = useAlerts(filter);
  const found = alerts.data?.pages.flatMap((page) => page.alerts) ?? [];
  const show = (next: Filter) => go(addressOf(next), { replace: true });
  return (
    <ListPage
      title={texts.title}
      about={texts.about}
      query={alerts}
      items={found}
      columnDefinitions={useColumns()}
      trackBy="alert_id"
      header={
        <SegmentedControl
          label={texts.status}
          selectedId={filter.status}
          options={STATUSES.map((id) => ({ id, text: texts.statuses[id] }))}
          onChange={({ detail }) => show({ ...filter, status: detail.selectedId as Filter["status"] })}
        />
      }
      filter={<CauseFilter filter={filter} onChange={show} />}
      empty={<Empty title={texts.empty[filter.status]}>{texts.emptyHint}</Empty>}
    />
  );
}

function CauseFilter({ filter, onChange }: { filter: Filter; onChange: (next: Filter) => void }) {
  const texts = useDuplicatesTexts();
  const options = [
    { value: "", label: texts.allCauses },
    ...CAUSES.map((value) => ({ value, label: texts.causes[value] })),
  ];
  const choose = (value: string | undefined) => {
    const cause = CAUSES.find((each) => each === value);
    onChange(cause ? { status: filter.status, cause } : { status: filter.status });
  };
  return (
    <FormField label={texts.cause}>
      <Select
        options={options}
        selectedOption={options.find((each) => each.value === (filter.cause ?? "")) ?? null}
        onChange={({ detail }) => choose(detail.selectedOption.value)}
      />
    </FormField>
  );
}
