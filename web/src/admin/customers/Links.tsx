// The one-time links that were made for the customer, and what became of each.

import Box from "@cloudscape-design/components/box";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { CustomerAnswer, LinkState } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Empty, Loaded } from "../components/Loaded";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { useWordsTexts } from "../i18n/words";
import { useLinks } from "./asks";
import { Revoke } from "./Revoke";

const LOOKS: Record<LinkState["status"], StatusIndicatorProps.Type> = {
  active: "in-progress",
  used: "success",
  expired: "stopped",
  revoked: "stopped",
};

export function Links({ customer }: { customer: CustomerAnswer }) {
  const { links: texts } = useCustomerTexts();
  const { nothing } = useShellTexts();
  const words = useWordsTexts();
  const { moment } = useFormats();
  return (
    <Loaded query={useLinks(customer.customer_id)}>
      {({ links }) => (
        <Table
          variant="borderless"
          wrapLines
          trackBy="link_id"
          items={links}
          columnDefinitions={[
            { id: "made", header: texts.made, isRowHeader: true, minWidth: 150, cell: (each) => moment(each.created_at) },
            {
              id: "status",
              header: texts.status,
              minWidth: 110,
              cell: (each) => <StatusIndicator type={LOOKS[each.status]}>{texts.statuses[each.status]}</StatusIndicator>,
            },
            { id: "tier", header: texts.tier, minWidth: 80, cell: (each) => words.tier(each.tier) },
            {
              id: "items",
              header: texts.items,
              cell: (each) => <Box variant="small">{each.items.map((item) => named(words.items, item)).join(", ")}</Box>,
            },
            { id: "mail", header: texts.mail, cell: (each) => (each.email ? texts.mails[each.email] : nothing) },
            { id: "by", header: texts.by, cell: (each) => each.created_by },
            { id: "ends", header: texts.ends, cell: (each) => moment(each.expires_at) },
            {
              id: "acts",
              header: texts.acts,
              cell: (each) => each.status === "active" && <Revoke id={customer.customer_id} link={each} />,
            },
          ]}
          empty={<Empty title={texts.none}>{texts.noneHint}</Empty>}
          ariaLabels={{ tableLabel: texts.title }}
        />
      )}
    </Loaded>
  );
}
