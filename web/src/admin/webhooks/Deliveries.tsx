// What was sent and how it went, newest first; what did not arrive can be sent again.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Popover from "@cloudscape-design/components/popover";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useSearch } from "wouter";
import { data } from "../../shared/api/client";
import { type DeliveryAnswer, reviewReplayDelivery } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { useFormats } from "../../shared/i18n/format";
import { Empty, Failed } from "../components/Loaded";
import { More } from "../components/More";
import { useShellTexts } from "../i18n/shell";
import { useWebhooksTexts } from "../i18n/webhooks";
import { useAct, useDeliveries } from "./asks";
import { addressOf, type Filter, filterOf, STATUSES } from "./filter";

const LOOKS: Record<DeliveryAnswer["status"], StatusIndicatorProps.Type> = {
  waiting: "pending",
  delivered: "success",
  failed: "error",
  cancelled: "stopped",
};

export function Deliveries({ urls }: { urls: Map<string, string> }) {
  const { deliveries: texts } = useWebhooksTexts();
  const { loading, nothing } = useShellTexts();
  const { moment } = useFormats();
  const filter = filterOf(useSearch());
  const found = useDeliveries(filter);
  const show = (status: string) =>
    go(addressOf({ status: STATUSES.find((each) => each === status) } as Filter), { replace: true });
  if (found.error) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Table
      variant="container"
      items={found.data?.pages.flatMap((page) => page.deliveries) ?? []}
      trackBy="delivery_id"
      wrapLines
      loading={found.isPending}
      loadingText={loading}
      header={
        <Header variant="h2" description={texts.about}>
          {texts.title}
        </Header>
      }
      filter={
        <SegmentedControl
          label={texts.status}
          selectedId={filter.status ?? "all"}
          options={[
            { id: "all", text: texts.all },
            ...STATUSES.map((id) => ({ id, text: texts.statuses[id] })),
          ]}
          onChange={({ detail }) => show(detail.selectedId)}
        />
      }
      ariaLabels={{ tableLabel: texts.title }}
      empty={<Empty title={filter.status ? texts.filtered : texts.empty} />}
      footer={<More pages={found} />}
      columnDefinitions={[
        { id: "type", header: texts.event, isRowHeader: true, cell: (each) => each.type },
        { id: "at", header: texts.at, minWidth: 150, cell: (each) => moment(each.created_at) },
        { id: "to", header: texts.to, cell: (each) => urls.get(each.webhook_id) ?? each.webhook_id },
        { id: "customer", header: texts.customer, cell: (each) => each.customer_id ?? nothing },
        {
          id: "status",
          header: texts.status,
          cell: (each) => (
            <StatusIndicator type={LOOKS[each.status]} wrapText={false}>
              {texts.statuses[each.status]}
            </StatusIndicator>
          ),
        },
        { id: "tries", header: texts.tries, cell: (each) => <Tries delivery={each} /> },
        { id: "acts", header: texts.acts, cell: (each) => <Replay delivery={each} /> },
      ]}
    />
  );
}

function Tries({ delivery }: { delivery: DeliveryAnswer }) {
  const { deliveries: texts } = useWebhooksTexts();
  const { moment, number } = useFormats();
  const { tries, next_try_at: next } = delivery;
  const lines = (
    <SpaceBetween size="xs">
      {tries.map((each) => (
        <div key={each.at}>
          {moment(each.at)} · {each.status_code ?? texts.noAnswer} · {texts.took(number(each.duration_ms))}
          {each.error && <Box color="text-body-secondary">{each.error}</Box>}
        </div>
      ))}
      {next && <div>{texts.next(moment(next))}</div>}
    </SpaceBetween>
  );
  if (tries.length === 0 && !next) return number(0);
  return (
    <Popover header={texts.tries} content={lines} size="large" triggerType="text">
      {texts.count(tries.length)}
    </Popover>
  );
}

function Replay({ delivery }: { delivery: DeliveryAnswer }) {
  const { deliveries: texts } = useWebhooksTexts();
  const path = { delivery_id: delivery.delivery_id };
  const replay = useAct(
    (once: string) => data(reviewReplayDelivery({ throwOnError: true, path, headers: { "Idempotency-Key": once } })),
    { said: texts.replayed, inDialog: false },
  );
  if (delivery.status === "waiting") return null;
  return (
    <Button
      variant="inline-link"
      loading={replay.isPending}
      ariaLabel={`${texts.replay}: ${delivery.type}`}
      onClick={() => replay.mutate(crypto.randomUUID())}
    >
      {texts.replay}
    </Button>
  );
}
