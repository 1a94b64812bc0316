// An endpoint made or changed: its address and what it hears of.

import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Toggle from "@cloudscape-design/components/toggle";
import { useState } from "react";
import { data, Refusal } from "../../shared/api/client";
import { reviewChangeWebhook, reviewCreateWebhook, type WebhookAnswer } from "../../shared/api/gen";
import { Dialog } from "../components/Dialog";
import { useWebhooksTexts } from "../i18n/webhooks";
import { useAct } from "./asks";
import { EVENTS, EVERYTHING } from "./events";

export function EndpointDialog({
  endpoint,
  onClose,
  onMade,
}: {
  // Absent for a new one.
  endpoint?: WebhookAnswer;
  onClose: () => void;
  onMade: (endpoint: WebhookAnswer) => void;
}) {
  const { endpoints: texts } = useWebhooksTexts();
  const [url, setUrl] = useState(endpoint?.url ?? "");
  const [all, setAll] = useState(endpoint?.events.includes(EVERYTHING) ?? true);
  const [events, setEvents] = useState(endpoint?.events.filter((each) => each !== EVERYTHING) ?? []);
  const [once] = useState(() => crypto.randomUUID());
  const body = { url, events: all ? [EVERYTHING] : events };
  const save = useAct(
    () =>
      endpoint
        ? data(reviewChangeWebhook({ throwOnError: true, path: { webhook_id: endpoint.webhook_id }, body }))
        : data(reviewCreateWebhook({ throwOnError: true, body, headers: { "Idempotency-Key": once } })),
    {
      ...(endpoint && { said: texts.changed }),
      onDone: (saved) => {
        onClose();
        onMade(saved);
      },
    },
  );
  const isRefused = (name: string) =>
    save.error instanceof Refusal && save.error.fields.some(({ field }) => field.startsWith(name));
  const options = EVENTS.map((value) => ({ value, label: value }));
  return (
    <Dialog
      title={endpoint ? texts.change : texts.make}
      action={endpoint ? texts.change : texts.make}
      pending={save.isPending}
      disabled={!url || body.events.length === 0}
      error={isRefused("url") ? null : save.error}
      onAct={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <FormField label={texts.url} description={texts.urlHint} errorText={isRefused("url") ? texts.urlWrong : ""}>
        <Input
          value={url}
          type="url"
          autoFocus
          placeholder="https://"
          onChange={({ detail }) => {
            setUrl(detail.value.trim());
            save.reset();
          }}
        />
      </FormField>
      <Toggle checked={all} onChange={({ detail }) => setAll(detail.checked)}>
        {texts.all}
      </Toggle>
      {!all && (
        <FormField label={texts.events}>
          <Multiselect
            options={options}
            selectedOptions={options.filter((each) => events.includes(each.value))}
            placeholder={texts.choose}
            filteringType="auto"
            deselectAriaLabel={(each) => texts.without(each.label ?? "")}
            onChange={({ detail }) => setEvents(detail.selectedOptions.map((each) => each.value ?? ""))}
          />
        </FormField>
      )}
    </Dialog>
  );
}
