// The session is over and the page still stands: what was written is kept (draft.ts) until the
// reviewer has signed in again and is back on the same page.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import { useShellTexts } from "../i18n/shell";

export function SessionEnded({ onSignIn }: { onSignIn: () => void }) {
  const { session } = useShellTexts();
  return (
    <Modal
      visible
      header={session.ended}
      onDismiss={onSignIn}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onSignIn}>
            {session.signIn}
          </Button>
        </Box>
      }
    >
      {session.kept}
    </Modal>
  );
}
