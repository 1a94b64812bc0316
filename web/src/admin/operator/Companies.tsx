// The companies of this deployment with what they have; a new one's keys are not the operator's.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { openCompany } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { Figure } from "../components/Figure";
import { Empty } from "../components/Loaded";
import { Go } from "../components/Go";
import { useOperatorTexts } from "../i18n/operator";
import { useShellTexts } from "../i18n/shell";
import { useFields } from "./fields";
import { FormDialog } from "./FormDialog";
import { matching, type Row } from "./rows";
import { Standing } from "./Standing";

const PAGE = 20;

interface Props {
  rows: Row[] | undefined;
  find: string;
  onFind: (text: string) => void;
}

export function Companies({ rows, find, onFind }: Props) {
  const texts = useOperatorTexts();
  const shell = useShellTexts();
  const [page, setPage] = useState(1);
  const [opening, setOpening] = useState(false);
  const found = matching(rows ?? [], find);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const current = Math.min(page, pages);
  const search = (
    <TextFilter
      filteringText={find}
      filteringPlaceholder={texts.find}
      filteringAriaLabel={texts.find}
      countText={texts.found(found.length)}
      onChange={({ detail }) => onFind(detail.filteringText)}
    />
  );
  const nothing = find ? (
    <Empty title={texts.noMatch}>
      <Button onClick={() => onFind("")}>{texts.clear}</Button>
    </Empty>
  ) : (
    <Empty title={texts.none}>{texts.noneHint}</Empty>
  );
  return (
    <>
      <Table
        variant="container"
        items={found.slice((current - 1) * PAGE, current * PAGE)}
        trackBy={({ company }) => company.company_id}
        wrapLines
        loading={!rows}
        loadingText={shell.loading}
        header={
          <Header
            variant="h2"
            counter={rows && `(${rows.length})`}
            actions={<Button variant="primary" onClick={() => setOpening(true)}>{texts.open.action}</Button>}
          >
            {texts.companies}
          </Header>
        }
        filter={search}
        pagination={
          pages > 1 && (
            <Pagination
              currentPageIndex={current}
              pagesCount={pages}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          )
        }
        ariaLabels={{ tableLabel: texts.companies }}
        empty={nothing}
        columnDefinitions={useColumns()}
      />
      {opening && <Opening onClose={() => setOpening(false)} />}
    </>
  );
}

function useColumns() {
  const { columns: texts, policies } = useOperatorTexts();
  const { nothing } = useShellTexts();
  const { day, money } = useFormats();
  return [
    {
      id: "name",
      header: texts.name,
      isRowHeader: true,
      minWidth: 150,
      cell: ({ company }: Row) => (
        <>
          <Go to={`/operator/${company.company_id}`}>{company.name}</Go>
          <Box fontSize="body-s" color="text-body-secondary">
            {policies[company.policy]} · {day(company.created_at.slice(0, 10))}
          </Box>
        </>
      ),
    },
    { id: "standing", header: texts.standing, cell: (row: Row) => <Standing {...row} /> },
    ...(["available", "held", "usdt_available"] as const).map((name) => ({
      id: name,
      header: <Figure>{texts[name]}</Figure>,
      cell: ({ account }: Row) => <Figure>{account ? money(account[name]) : nothing}</Figure>,
    })),
  ];
}

function Opening({ onClose }: { onClose: () => void }) {
  const { open: texts } = useOperatorTexts();
  const { name, policy, adminEmail, adminName } = useFields();
  return (
    <FormDialog
      name="open"
      title={texts.action}
      action={texts.action}
      about={texts.about}
      fields={[name, policy, adminEmail, adminName]}
      send={(values, once) => {
        const chosen = values.policy === "exchange" ? ("exchange" as const) : ("lending" as const);
        const typed = (field: { name: string }) => (values[field.name] ?? "").trim();
        const administrator = { email: typed(adminEmail), name: typed(adminName) };
        const body = { name: typed(name), policy: chosen, administrator };
        return data(openCompany({ throwOnError: true, body, headers: { "Idempotency-Key": once } }));
      }}
      said={(done) => texts.said(done.name)}
      onClose={onClose}
    />
  );
}
