// What was charged, by day and service as bars, by service and result as a table.

import BarChart from "@cloudscape-design/components/bar-chart";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Table from "@cloudscape-design/components/table";
import { useMemo, useState } from "react";
import type { Statistics } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Empty, Loaded } from "../components/Loaded";
import { useBillingTexts } from "../i18n/billing";
import { useWordsTexts } from "../i18n/words";
import { useStatistics } from "./asks";
import { daysOf, isEmpty, seriesOf } from "./series";

const PERIODS = [7, 30, 90];

export function Charges() {
  const { use: texts } = useBillingTexts();
  const [count, setCount] = useState(30);
  const days = useMemo(() => daysOf(count), [count]);
  const statistics = useStatistics(days[0] ?? "", days.at(-1) ?? "");
  const periods = (
    <SegmentedControl
      label={texts.period}
      selectedId={String(count)}
      options={PERIODS.map((each) => ({ id: String(each), text: texts.days(each) }))}
      onChange={({ detail }) => setCount(Number(detail.selectedId))}
    />
  );
  return (
    <Container header={<Header variant="h2" actions={periods}>{texts.title}</Header>}>
      <Loaded query={statistics}>{(found) => <Bars statistics={found} days={days} />}</Loaded>
    </Container>
  );
}

function Bars({ statistics, days }: { statistics: Statistics; days: string[] }) {
  const { use: texts, services } = useBillingTexts();
  const { day, number } = useFormats();
  const series = seriesOf(statistics, days);
  if (isEmpty(series)) return <Empty title={texts.empty} />;
  return (
    <>
      <BarChart
        stackedBars
        hideFilter
        height={220}
        xScaleType="categorical"
        xDomain={days}
        xTitle={texts.day}
        yTitle={texts.charged}
        ariaLabel={texts.title}
        series={series.map(({ service, bars }) => ({
          type: "bar" as const,
          title: named(services.names, service),
          data: bars,
          valueFormatter: (value: number) => number(value),
        }))}
        i18nStrings={{ xTickFormatter: (each) => shortDay(day(each), each, days) }}
        empty={<Empty title={texts.empty} />}
      />
      <Totals statistics={statistics} />
    </>
  );
}

// Of many days every seventh has a name below it.
function shortDay(name: string, each: string, days: string[]): string {
  const step = days.length > 10 ? 7 : 1;
  return (days.length - 1 - days.indexOf(each)) % step === 0 ? name : "";
}

function Totals({ statistics }: { statistics: Statistics }) {
  const { use: texts, services, outcomes } = useBillingTexts();
  const words = useWordsTexts();
  const { money, number } = useFormats();
  return (
    <Table
      variant="embedded"
      items={statistics.totals}
      header={<Header variant="h3">{texts.totals}</Header>}
      ariaLabels={{ tableLabel: texts.totals }}
      columnDefinitions={[
        { id: "service", header: texts.service, isRowHeader: true, cell: (each) => named(services.names, each.service) },
        {
          id: "outcome",
          header: texts.outcome,
          cell: (each) => named({ ...words.routeReasons, ...outcomes }, each.outcome),
        },
        { id: "count", header: texts.count, cell: (each) => number(each.count) },
        { id: "amount", header: texts.amount, cell: (each) => money(each.charged) },
      ]}
    />
  );
}
