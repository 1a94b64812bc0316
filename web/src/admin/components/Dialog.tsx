// A dialog that asks for one act: it stays open with what was written while the API refuses.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useErrorText } from "../errors";
import { useShellTexts } from "../i18n/shell";

export function Dialog({
  title,
  action,
  pending,
  disabled = false,
  wide = false,
  error,
  said,
  onAct,
  onClose,
  onBack,
  children,
}: {
  title: string;
  // What the button does: "Revoke the key", not "OK".
  action: string;
  pending: boolean;
  disabled?: boolean;
  wide?: boolean;
  error: unknown;
  // Instead of the error's own text.
  said?: string | null;
  onAct: () => void;
  onClose: () => void;
  // Of a second step: to the first one, with everything as it was written.
  onBack?: () => void;
  children: ReactNode;
}) {
  const { back, cancel } = useShellTexts();
  const textOf = useErrorText();
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onClose}>
          {cancel}
        </Button>
        {onBack && <Button onClick={onBack}>{back}</Button>}
        <Button variant="primary" loading={pending} disabled={disabled} onClick={onAct}>
          {action}
        </Button>
      </SpaceBetween>
    </Box>
  );
  return (
    <Modal visible size={wide ? "large" : "medium"} header={title} footer={footer} onDismiss={onClose}>
      <SpaceBetween size="m">
        {children}
        {error ? <Alert type="error">{said ?? textOf(error)}</Alert> : null}
      </SpaceBetween>
    </Modal>
  );
}
