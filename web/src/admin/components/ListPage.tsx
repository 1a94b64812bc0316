// A page that is one list: its title, what went wrong, the table, and more of it.

import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { type ReactNode, useEffect } from "react";
import { useShellTexts } from "../i18n/shell";
import { Failed } from "./Loaded";
import { More, type Pages } from "./More";

type Kept = "items" | "columnDefinitions" | "trackBy" | "header" | "filter" | "empty";

interface Props<T> extends Pick<TableProps<T>, Kept> {
  title: string;
  about: string;
  actions?: ReactNode;
  above?: ReactNode;
  query: Pages & { error: unknown; isPending: boolean; refetch: () => unknown };
}

export function ListPage<T>({ title, about, actions, above, query, ...table }: Props<T>) {
  const { loading } = useShellTexts();
  // After the last case of the day: whoever cannot see it is told where they are.
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById("list-title")?.focus();
  }, []);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={about} actions={actions}>
          <span id="list-title" tabIndex={-1}>
            {title}
          </span>
        </Header>
      }
    >
      <SpaceBetween size="m">
        {above}
        {query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : null}
        <Table
          {...table}
          variant="container"
          loading={query.isPending}
          loadingText={loading}
          stickyHeader
          wrapLines
          footer={<More pages={query} />}
          ariaLabels={{ tableLabel: title }}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
