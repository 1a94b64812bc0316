// What each metered service costs now and next.

import Header from "@cloudscape-design/components/header";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { ServiceAnswer } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Empty } from "../components/Loaded";
import { useBillingTexts } from "../i18n/billing";
import { useShellTexts } from "../i18n/shell";

const LOOKS: Record<ServiceAnswer["status"], StatusIndicatorProps.Type> = {
  active: "success",
  suspended: "warning",
  not_offered: "stopped",
};

export function Services({ services }: { services: ServiceAnswer[] }) {
  const { services: texts } = useBillingTexts();
  const { nothing } = useShellTexts();
  const { money, moment } = useFormats();
  return (
    <Table
      variant="container"
      items={services}
      trackBy="service"
      header={
        <Header variant="h2" description={texts.eachCounts}>
          {texts.title}
        </Header>
      }
      ariaLabels={{ tableLabel: texts.title }}
      empty={<Empty title={texts.empty} />}
      columnDefinitions={[
        { id: "name", header: texts.name, isRowHeader: true, cell: (each) => named(texts.names, each.service) },
        {
          id: "status",
          header: texts.status,
          cell: (each) => (
            <StatusIndicator type={LOOKS[each.status]} wrapText={false}>
              {texts.statuses[each.status]}
            </StatusIndicator>
          ),
        },
        { id: "price", header: texts.price, cell: (each) => (each.price ? money(each.price) : nothing) },
        { id: "since", header: texts.since, cell: (each) => (each.valid_from ? moment(each.valid_from) : nothing) },
        {
          id: "next",
          header: texts.next,
          cell: ({ next_price: next }) =>
            next ? texts.nextFrom(money(next.price), moment(next.valid_from)) : nothing,
        },
      ]}
    />
  );
}
