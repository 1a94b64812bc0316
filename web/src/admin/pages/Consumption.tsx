// The statement, line by line, filtered by what stands in the address, and as a file.

import Button from "@cloudscape-design/components/button";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "wouter";
import { go } from "../../shared/hash";
import { useEntries } from "../billing/asks";
import { useColumns } from "../billing/columns";
import { downloadCsv } from "../billing/download";
import { EntryFilter } from "../billing/EntryFilter";
import { addressOf, type Filter, filterOf, isFiltered } from "../billing/filter";
import { Empty, Failed } from "../components/Loaded";
import { More } from "../components/More";
import { useBillingTexts } from "../i18n/billing";
import { useShellTexts } from "../i18n/shell";
import { useToast } from "../toasts";

export default function Consumption() {
  const { consumption: texts } = useBillingTexts();
  const shell = useShellTexts();
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
    <ContentLayout
      header={
        <Header variant="h1" description={texts.about} actions={csv}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {entries.error && <Failed error={entries.error} onRetry={() => void entries.refetch()} />}
        <Table
          variant="container"
          items={found}
          columnDefinitions={useColumns()}
          trackBy="entry_id"
          loading={entries.isPending}
          loadingText={shell.loading}
          stickyHeader
          wrapLines
          filter={<EntryFilter filter={filter} onChange={show} />}
          empty={<Nothing filter={filter} />}
          footer={<More pages={entries} />}
          ariaLabels={{ tableLabel: texts.title }}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  const { consumption: texts } = useBillingTexts();
  if (isFiltered(filter)) return <Empty title={texts.filtered} />;
  return <Empty title={texts.empty}>{texts.emptyHint}</Empty>;
}
