// The columns of the list of customers.

import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import type { TableProps } from "@cloudscape-design/components/table";
import type { CustomerAnswer } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Go } from "../components/Go";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { useWordsTexts } from "../i18n/words";
import { Status } from "./Status";

export function useColumns(): TableProps.ColumnDefinition<CustomerAnswer>[] {
  const { facts: texts, unnamed } = useCustomerTexts();
  const { nothing } = useShellTexts();
  const words = useWordsTexts();
  const { country, moment, money } = useFormats();
  return [
    {
      id: "name",
      header: texts.name,
      isRowHeader: true,
      minWidth: 140,
      cell: (each) => (
        <>
          <Go to={`/customers/${each.customer_id}`}>{each.name ?? unnamed}</Go>
          <Box variant="small" display="block" color="text-body-secondary">
            {each.external_id}
          </Box>
        </>
      ),
    },
    { id: "status", header: texts.status, minWidth: 115, cell: (each) => <Status status={each.kyc_status} /> },
    {
      id: "tier",
      header: texts.tier,
      minWidth: 70,
      cell: (each) => (each.tier ? <Badge color="blue"><span className="nowrap">{words.tier(each.tier)}</span></Badge> : nothing),
    },
    { id: "kind", header: texts.kind, minWidth: 70, cell: (each) => named(words.kind, each.kind) },
    { id: "country", header: texts.country, minWidth: 80, cell: (each) => country(each.country) },
    { id: "created", header: texts.created, minWidth: 100, cell: (each) => moment(each.created_at) },
    {
      id: "limit",
      header: <Box textAlign="right" fontWeight="bold">{texts.limit}</Box>,
      minWidth: 100,
      cell: (each) => <Box textAlign="right">{money(each.max_loan)}</Box>,
    },
  ];
}
