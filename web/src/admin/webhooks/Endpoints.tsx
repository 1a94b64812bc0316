// Where events are sent: endpoints with what can be done to each.

import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { reviewChangeWebhook, reviewPingWebhook, type WebhookAnswer } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { Empty, Failed } from "../components/Loaded";
import { Secrets } from "../components/Secret";
import { useShellTexts } from "../i18n/shell";
import { useWebhooksTexts } from "../i18n/webhooks";
import { useAct, useEndpoints } from "./asks";
import { Deleting, Rotating } from "./Confirm";
import { EndpointDialog } from "./EndpointDialog";
import { EVERYTHING } from "./events";

type Doing = "make" | "change" | "rotate" | "remove" | null;
interface Doings {
  doing: Doing;
  endpoint?: WebhookAnswer;
}

export function Endpoints() {
  const { endpoints: texts } = useWebhooksTexts();
  const shell = useShellTexts();
  const endpoints = useEndpoints();
  const [{ doing, endpoint }, setDoing] = useState<Doings>({ doing: null });
  const [shown, setShown] = useState<WebhookAnswer | null>(null);
  const close = () => setDoing({ doing: null });
  const columns = useColumns((next, of) => setDoing({ doing: next, endpoint: of }));
  if (endpoints.error) return <Failed error={endpoints.error} onRetry={() => void endpoints.refetch()} />;
  return (
    <>
      <Table
        variant="container"
        items={endpoints.data?.webhooks ?? []}
        trackBy="webhook_id"
        wrapLines
        loading={endpoints.isPending}
        loadingText={shell.loading}
        header={
          <Header
            variant="h2"
            description={texts.about}
            actions={<Button onClick={() => setDoing({ doing: "make" })}>{texts.make}</Button>}
          >
            {texts.title}
          </Header>
        }
        ariaLabels={{ tableLabel: texts.title }}
        empty={<Empty title={texts.empty}>{texts.emptyHint}</Empty>}
        columnDefinitions={columns}
      />
      {doing === "make" && <EndpointDialog onClose={close} onMade={setShown} />}
      {doing === "change" && <EndpointDialog endpoint={endpoint} onClose={close} onMade={() => undefined} />}
      {doing === "rotate" && endpoint && <Rotating endpoint={endpoint} onClose={close} onMade={setShown} />}
      {doing === "remove" && endpoint && <Deleting endpoint={endpoint} onClose={close} />}
      {shown && (
        <Secrets
          title={texts.secretTitle}
          shown={[{ name: shown.url, secret: shown.secret }]}
          onClose={() => setShown(null)}
        />
      )}
    </>
  );
}

function useColumns(onDo: (doing: Doing, endpoint: WebhookAnswer) => void) {
  const { endpoints: texts } = useWebhooksTexts();
  const { moment } = useFormats();
  const rotated = (each: WebhookAnswer) =>
    each.old_secret_until && Date.parse(each.old_secret_until) > Date.now()
      ? texts.oldUntil(moment(each.old_secret_until))
      : null;
  return [
    { id: "url", header: texts.url, isRowHeader: true, cell: (each: WebhookAnswer) => each.url },
    {
      id: "events",
      header: texts.events,
      cell: (each: WebhookAnswer) => (each.events.includes(EVERYTHING) ? texts.all : each.events.join(", ")),
    },
    {
      id: "state",
      header: texts.state,
      cell: (each: WebhookAnswer) => (
        <>
          <StatusIndicator type={each.enabled ? "success" : "stopped"} wrapText={false}>
            {each.enabled ? texts.on : texts.off}
          </StatusIndicator>
          {rotated(each) && <div>{rotated(each)}</div>}
        </>
      ),
    },
    { id: "made", header: texts.made, cell: (each: WebhookAnswer) => moment(each.created_at) },
    {
      id: "acts",
      header: texts.acts,
      cell: (each: WebhookAnswer) => <Acts endpoint={each} onDo={(doing) => onDo(doing, each)} />,
    },
  ];
}

function Acts({ endpoint, onDo }: { endpoint: WebhookAnswer; onDo: (doing: Doing) => void }) {
  const { endpoints: texts } = useWebhooksTexts();
  const path = { webhook_id: endpoint.webhook_id };
  const ping = useAct(() => data(reviewPingWebhook({ throwOnError: true, path })), {
    said: texts.pinged,
    inDialog: false,
  });
  const turn = useAct(
    () => data(reviewChangeWebhook({ throwOnError: true, path, body: { enabled: !endpoint.enabled } })),
    { said: endpoint.enabled ? texts.turnedOff : texts.turnedOn, inDialog: false },
  );
  return (
    <ButtonDropdown
      variant="inline-icon"
      expandToViewport
      loading={ping.isPending || turn.isPending}
      ariaLabel={`${texts.acts}: ${endpoint.url}`}
      items={[
        { id: "ping", text: texts.ping, disabled: !endpoint.enabled },
        { id: "change", text: texts.change },
        { id: "turn", text: endpoint.enabled ? texts.turnOff : texts.turnOn },
        { id: "rotate", text: texts.rotate },
        { id: "remove", text: texts.remove },
      ]}
      onItemClick={({ detail }) => {
        if (detail.id === "ping") ping.mutate(undefined);
        else if (detail.id === "turn") turn.mutate(undefined);
        else onDo(detail.id as Doing);
      }}
    />
  );
}
