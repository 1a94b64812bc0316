// Secrets that the API shows once: to be copied before the dialog is closed.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useWebhooksTexts } from "../i18n/webhooks";

export interface ShownOnce {
  name: string;
  // Absent when the first answer was lost: a repeated request does not show it again.
  secret?: string | null;
}

export function Secrets({ title, shown, onClose }: { title: string; shown: ShownOnce[]; onClose: () => void }) {
  const { secret: texts } = useWebhooksTexts();
  const isLost = shown.some((each) => !each.secret);
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            {texts.kept}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">{isLost ? texts.lost : texts.once}</Alert>
        {shown.map(({ name, secret }) => secret && (
          <FormField key={name} label={name}>
            <Box variant="code">
              <CopyToClipboard
                variant="inline"
                textToCopy={secret}
                copyButtonAriaLabel={texts.copy}
                copySuccessText={texts.copied}
                copyErrorText={texts.notCopied}
              />
            </Box>
          </FormField>
        ))}
      </SpaceBetween>
    </Modal>
  );
}
