// The statement, line by line, filtered by what stands in the address, and as a file.

import Button from "@cloudscape-design/components/button";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "wouter";
import { go } from "../../shared/hash";
import { useEntries } from "../billing/asks";
import { useColumns } from "../billing/columns";
import { downloadCsv } from "../billing/download";
import { EntryFilter } from "../billing/EntryFilter";
import { addressOf, type Filter, filterOf, isFiltered } from "../billing/filter";
import { ListPage } from "../components/ListPage";
import { Empty } from "../components/Loaded";
import { useBillingTexts } from "../i18n/billing";
import { useToast } from "../toasts";

export default function Consumption() {
  const { consumption: texts } = useBillingTexts();
  const toast = useToast();
  const filter = filterOf(useSearch());
  const entries = useEntries(filter);
  const found = entries.data?.pages.flatMap((page) => page.entries) ?? [];
  const show = (next: Filter) => go(addressOf(next), { replace: true });
  const download = useMutation({
    mutationFn: () => downloadCsv(filter, "consumption.csv"),
    onError: toast.error,
  });
  const csv = (
    <Button iconName="download" loading={download.isPending} onClick={() => download.mutate()}>
      {texts.download}
    </Button>
  );
  return (
    <ListPage
      title={texts.title}
      about={texts.about}
      actions={csv}
      query={entries}
      items={found}
      columnDefinitions={useColumns()}
      trackBy="entry_id"
      filter={<EntryFilter filter={filter} onChange={show} />}
      empty={<Nothing filter={filter} />}
    />
  );
}

function Nothing({ filter }: { filter: Filter }) {
  const { consumption: texts } = useBillingTexts();
  if (isFiltered(filter)) return <Empty title={texts.filtered} />;
  return <Empty title={texts.empty}>{texts.emptyHint}</Empty>;
}
