// A link that is to open nothing any more.

import Button from "@cloudscape-design/components/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { type LinkState, staffRevokeLink } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { Dialog } from "../components/Dialog";
import { useCustomerTexts } from "../i18n/customers";
import { useToast } from "../toasts";
import { useCustomerKey } from "./asks";

export function Revoke({ id, link }: { id: string; link: LinkState }) {
  const { links: texts } = useCustomerTexts();
  const { moment } = useFormats();
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
  return (
    <>
      <Button
        variant="inline-link"
        ariaLabel={texts.revokeOf(moment(link.created_at))}
        onClick={() => setAsking(true)}
      >
        {texts.revoke}
      </Button>
      {asking && (
        <Dialog
          title={texts.revokeTitle}
          action={texts.revoke}
          pending={revoking.isPending}
          error={revoking.error}
          onAct={() => revoking.mutate()}
          onClose={close}
        >
          {texts.revokeText}
        </Dialog>
      )}
    </>
  );
}
