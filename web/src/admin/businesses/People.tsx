// Who runs and owns the business, through other businesses too, as a tree.

import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { BusinessPeople } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { Go } from "../components/Go";
import { Empty } from "../components/Loaded";
import { useBusinessesTexts } from "../i18n/businesses";
import { useShellTexts } from "../i18n/shell";
import { useWordsTexts } from "../i18n/words";
import { Standing } from "./Standing";
import { type Row, rowsOf, withPeople } from "./tree";

export function People({ found }: { found: BusinessPeople }) {
  const texts = useBusinessesTexts();
  const words = useWordsTexts();
  const { nothing } = useShellTexts();
  const rows = rowsOf(found.people);
  // Everything is open until somebody closes it.
  const [closed, setClosed] = useState<string[]>([]);
  const toggle = (id: string, open: boolean) =>
    setClosed(open ? closed.filter((each) => each !== id) : [...closed, id]);
  const percent = (value: string | null | undefined) => (
    <Box textAlign="right">
      <span className="number">{value ? texts.percent(value) : nothing}</span>
    </Box>
  );
  return (
    <Table<Row>
      variant="container"
      items={rows}
      trackBy="id"
      wrapLines
      header={
        <Header variant="h2" description={texts.sharesTotal(found.shares_percent)}>
          {texts.people}
        </Header>
      }
      ariaLabels={{
        tableLabel: texts.people,
        expandButtonLabel: (row) => texts.expand(row.name ?? row.person_id),
        collapseButtonLabel: (row) => texts.collapse(row.name ?? row.person_id),
      }}
      empty={<Empty title={texts.nobody}>{texts.nobodyHint}</Empty>}
      expandableRows={{
        getItemChildren: (row) => row.people,
        isItemExpandable: (row) => row.people.length > 0,
        expandedItems: withPeople(rows).filter((row) => !closed.includes(row.id)),
        onExpandableItemToggle: ({ detail }) => toggle(detail.item.id, detail.expanded),
      }}
      columnDefinitions={[
        {
          id: "person",
          header: texts.person,
          isRowHeader: true,
          minWidth: 200,
          cell: (row) => <Name row={row} />,
        },
        {
          id: "roles",
          header: texts.roles,
          minWidth: 130,
          cell: (row) => (
            <SpaceBetween direction="horizontal" size="xxs">
              {row.roles.map((role) => (
                <Badge key={role}>{named(texts.role, role)}</Badge>
              ))}
            </SpaceBetween>
          ),
        },
        { id: "share", header: <Right>{texts.share}</Right>, minWidth: 90, cell: (row) => percent(row.share_percent) },
        { id: "owns", header: <Right>{texts.owns}</Right>, minWidth: 100, cell: (row) => percent(row.owned_percent) },
        { id: "kyc", header: texts.kyc, minWidth: 115, cell: (row) => <Standing row={row} /> },
        {
          id: "tier",
          header: texts.tier,
          minWidth: 80,
          cell: (row) => (row.tier ? <Badge color="blue"><span className="nowrap">{words.tier(row.tier)}</span></Badge> : nothing),
        },
      ]}
    />
  );
}

function Right({ children }: { children: string }) {
  return <div style={{ textAlign: "end" }}>{children}</div>;
}

// A business has a page of this kind, a person the customer's.
function Name({ row }: { row: Row }) {
  const texts = useBusinessesTexts();
  const words = useWordsTexts();
  if (!row.kind) return <Box color="text-status-inactive">{texts.deleted}</Box>;
  const name = row.name ?? texts.unnamed;
  return (
    <>
      <Go to={`/${row.kind === "business" ? "businesses" : "customers"}/${row.person_id}`}>{name}</Go>
      <Box variant="small" display="block" color="text-body-secondary">
        {named(words.kind, row.kind)} · {row.external_id}
      </Box>
    </>
  );
}
