// A link that is to open nothing any more.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { type LinkState, staffRevokeLink } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useErrorText } from "../errors";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { useToast } from "../toasts";
import { useCustomerKey } from "./asks";

export function Revoke({ id, link }: { id: string; link: LinkState }) {
  const { links: texts } = useCustomerTexts();
  const { cancel } = useShellTexts();
  const { moment } = useFormats();
  const textOf = useErrorText();
  const toast = useToast();
  const client = useQueryClient();
  const queryKey = useCustomerKey(id);
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const path = { customer_id: id, link_id: link.link_id };
  const revoking = useMutation({
    mutationFn: () => data(staffRevokeLink({ throwOnError: true, path })),
    onSuccess: () => {
      toast.success(texts.revoked);
      close();
      void client.invalidateQueries({ queryKey });
    },
  });
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={close}>
          {cancel}
        </Button>
        <Button variant="primary" loading={revoking.isPending} onClick={() => revoking.mutate()}>
          {texts.revoke}
        </Button>
      </SpaceBetween>
    </Box>
  );
  return (
    <>
      <Button
        variant="inline-link"
        ariaLabel={texts.revokeOf(moment(link.created_at))}
        onClick={() => setAsking(true)}
      >
        {texts.revoke}
      </Button>
      <Modal visible={asking} header={texts.revokeTitle} footer={footer} onDismiss={close}>
        {texts.revokeText}
        {revoking.error && <Alert type="error">{textOf(revoking.error)}</Alert>}
      </Modal>
    </>
  );
}
