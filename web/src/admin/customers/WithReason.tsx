// An act that needs a reason: says what it does, asks why, and keeps what was typed until it is done.

import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Dialog } from "../components/Dialog";
import { useDraft } from "../draft";
import { useCustomerTexts } from "../i18n/customers";
import { useToast } from "../toasts";
import { useCustomerKey } from "./asks";

export interface Act {
  // Of the draft: what is typed survives a sign-in under it.
  name: string;
  title: string;
  what: string;
  confirm: string;
  done: string;
  most: number;
  wide?: boolean;
  reasonHint?: string;
  // What else has to be filled in is.
  ready?: boolean;
  // What an error that is no refusal means.
  said?: (error: unknown) => string | null;
  run: (reason: string) => Promise<unknown>;
}

interface Props {
  id: string;
  act: Act;
  onClose: () => void;
  children?: ReactNode;
}

export function WithReason({ id, act, onClose, children }: Props) {
  const texts = useCustomerTexts();
  const toast = useToast();
  const client = useQueryClient();
  const queryKey = useCustomerKey(id);
  const [reason, setReason, forget] = useDraft(`${act.name}:${id}`, "");
  const running = useMutation({
    mutationFn: () => act.run(reason.trim()),
    onSuccess: () => {
      toast.success(act.done);
      forget();
      void client.invalidateQueries({ queryKey });
      onClose();
    },
  });
  return (
    <Dialog
      title={act.title}
      action={act.confirm}
      wide={act.wide}
      pending={running.isPending}
      disabled={!reason.trim() || reason.length > act.most || act.ready === false}
      error={running.error}
      said={running.error && act.said?.(running.error)}
      onAct={() => running.mutate()}
      onClose={onClose}
    >
      {act.what && <Box>{act.what}</Box>}
      {children}
      <FormField label={texts.reason} description={act.reasonHint ?? texts.reasonHint} stretch={act.wide}>
        <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} />
      </FormField>
    </Dialog>
  );
}
