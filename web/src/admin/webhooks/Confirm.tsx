// The two acts on an endpoint that cannot be taken back.

import Alert from "@cloudscape-design/components/alert";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { reviewDeleteWebhook, reviewRotateSecret, type WebhookAnswer } from "../../shared/api/gen";
import { Dialog } from "../components/Dialog";
import { useWebhooksTexts } from "../i18n/webhooks";
import { useAct } from "./asks";

interface Props {
  endpoint: WebhookAnswer;
  onClose: () => void;
}

export function Rotating({ endpoint, onClose, onMade }: Props & { onMade: (endpoint: WebhookAnswer) => void }) {
  const { endpoints: texts } = useWebhooksTexts();
  const [once] = useState(() => crypto.randomUUID());
  const path = { webhook_id: endpoint.webhook_id };
  const headers = { "Idempotency-Key": once };
  const rotate = useAct(() => data(reviewRotateSecret({ throwOnError: true, path, headers })), {
    onDone: (made) => {
      onClose();
      onMade(made);
    },
  });
  return (
    <Dialog
      title={texts.rotate}
      action={texts.rotate}
      pending={rotate.isPending}
      error={rotate.error}
      onAct={() => rotate.mutate(undefined)}
      onClose={onClose}
    >
      <Alert type="info" header={endpoint.url}>
        {texts.rotateAbout}
      </Alert>
    </Dialog>
  );
}

export function Deleting({ endpoint, onClose }: Props) {
  const { endpoints: texts } = useWebhooksTexts();
  const path = { webhook_id: endpoint.webhook_id };
  const remove = useAct(async () => { await reviewDeleteWebhook({ throwOnError: true, path }); }, {
    said: texts.removed,
    onDone: onClose,
  });
  return (
    <Dialog
      title={texts.remove}
      action={texts.remove}
      pending={remove.isPending}
      error={remove.error}
      onAct={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <Alert type="warning" header={endpoint.url}>
        {texts.removeWarning}
      </Alert>
    </Dialog>
  );
}
