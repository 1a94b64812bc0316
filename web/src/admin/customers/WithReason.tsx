// An act that needs a reason: says what it does, asks why, and keeps what was typed until it is done.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useDraft } from "../draft";
import { useErrorText } from "../errors";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
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
  const { cancel } = useShellTexts();
  const textOf = useErrorText();
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
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onClose}>
          {cancel}
        </Button>
        <Button
          variant="primary"
          disabled={!reason.trim() || reason.length > act.most || act.ready === false}
          loading={running.isPending}
          onClick={() => running.mutate()}
        >
          {act.confirm}
        </Button>
      </SpaceBetween>
    </Box>
  );
  return (
    <Modal visible header={act.title} footer={footer} onDismiss={onClose}>
      <SpaceBetween size="m">
        {act.what && <Box>{act.what}</Box>}
        {children}
        <FormField label={texts.reason} description={act.reasonHint ?? texts.reasonHint}>
          <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
        {running.error && <Alert type="error">{act.said?.(running.error) ?? textOf(running.error)}</Alert>}
      </SpaceBetween>
    </Modal>
  );
}
