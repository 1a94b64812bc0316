// The company's API keys: made with their secret shown once, and revoked.

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { data, type Mode } from "../../shared/api/client";
import { createKey, type KeyAnswer, revokeKey } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { Dialog } from "../components/Dialog";
import { Empty, Failed } from "../components/Loaded";
import { Secrets } from "../components/Secret";
import { useShellTexts } from "../i18n/shell";
import { useWebhooksTexts } from "../i18n/webhooks";
import { useDesk } from "../queries";
import { useAct, useKeys } from "./asks";

export function Keys() {
  const { keys: texts } = useWebhooksTexts();
  const shell = useShellTexts();
  const { moment } = useFormats();
  const keys = useKeys();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<KeyAnswer | null>(null);
  const [revoking, setRevoking] = useState<KeyAnswer | null>(null);
  const state = (key: KeyAnswer) => {
    if (key.revoked_at) return <StatusIndicator type="stopped">{texts.revoked(moment(key.revoked_at))}</StatusIndicator>;
    if (!key.expires_at) return <StatusIndicator wrapText={false}>{texts.valid}</StatusIndicator>;
    const ended = Date.parse(key.expires_at) <= Date.now();
    const said = ended ? texts.expired : texts.expires;
    return <StatusIndicator type={ended ? "stopped" : "success"}>{said(moment(key.expires_at))}</StatusIndicator>;
  };
  const revoke = (key: KeyAnswer) => !key.revoked_at && (
    <Button variant="inline-link" ariaLabel={`${texts.revoke}: ${key.name}`} onClick={() => setRevoking(key)}>
      {texts.revoke}
    </Button>
  );
  if (keys.error) return <Failed error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <>
      <Table
        variant="container"
        items={keys.data?.keys ?? []}
        trackBy="key_id"
        loading={keys.isPending}
        loadingText={shell.loading}
        header={
          <Header
            variant="h2"
            description={texts.about}
            actions={<Button onClick={() => setMaking(true)}>{texts.make}</Button>}
          >
            {texts.title}
          </Header>
        }
        ariaLabels={{ tableLabel: texts.title }}
        empty={<Empty title={texts.empty} />}
        columnDefinitions={[
          { id: "name", header: texts.name, isRowHeader: true, cell: (key) => key.name },
          { id: "mode", header: shell.mode.label, cell: (key) => shell.mode[key.mode] },
          { id: "last", header: texts.ends, cell: (key) => `…${key.last_four}` },
          { id: "made", header: texts.made, cell: (key) => moment(key.created_at) },
          { id: "used", header: texts.usedAt, cell: (key) => (key.last_used_at ? moment(key.last_used_at) : texts.unused) },
          { id: "state", header: texts.state, cell: state },
          { id: "acts", header: texts.acts, cell: revoke },
        ]}
      />
      {making && <Making onClose={() => setMaking(false)} onMade={setMade} />}
      {made && <Secrets title={texts.madeTitle} shown={[made]} onClose={() => setMade(null)} />}
      {revoking && <Revoking apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function Making({ onClose, onMade }: { onClose: () => void; onMade: (key: KeyAnswer) => void }) {
  const { keys: texts } = useWebhooksTexts();
  const shell = useShellTexts();
  const desk = useDesk();
  const [name, setName] = useState("");
  const [mode, setMode] = useState<Mode>(desk.mode);
  const [once] = useState(() => crypto.randomUUID());
  const make = useAct(
    () =>
      data(createKey({ throwOnError: true, body: { name: name.trim(), mode }, headers: { "Idempotency-Key": once } })),
    {
      onDone: (key) => {
        onClose();
        onMade(key);
      },
    },
  );
  return (
    <Dialog
      title={texts.make}
      action={texts.make}
      pending={make.isPending}
      disabled={!name.trim()}
      error={make.error}
      onAct={() => make.mutate(undefined)}
      onClose={onClose}
    >
      <FormField label={texts.name} description={texts.nameHint}>
        <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value.slice(0, 100))} />
      </FormField>
      <SegmentedControl
        label={shell.mode.label}
        selectedId={mode}
        options={(["live", "test"] as const).map((id) => ({ id, text: shell.mode[id] }))}
        onChange={({ detail }) => setMode(detail.selectedId as Mode)}
      />
    </Dialog>
  );
}

function Revoking({ apiKey, onClose }: { apiKey: KeyAnswer; onClose: () => void }) {
  const { keys: texts } = useWebhooksTexts();
  const path = { key_id: apiKey.key_id };
  const revoke = useAct(() => data(revokeKey({ throwOnError: true, path })), {
    said: texts.revokedSaid(apiKey.name),
    onDone: onClose,
  });
  return (
    <Dialog
      title={texts.revokeTitle(apiKey.name)}
      action={texts.revoke}
      pending={revoke.isPending}
      error={revoke.error}
      onAct={() => revoke.mutate(undefined)}
      onClose={onClose}
    >
      <Alert type="warning">{texts.revokeWarning}</Alert>
    </Dialog>
  );
}
