// The files of both, one beside the other.

import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useState } from "react";
import type { AlertView, Side } from "../../shared/api/gen";
import { FilePane } from "../case/FilePane";
import type { CaseFile } from "../case/files";
import { useDuplicatesTexts } from "../i18n/duplicates";

interface Props {
  alert: AlertView;
  onRenew: () => void;
}

export function Files({ alert, onRenew }: Props) {
  const texts = useDuplicatesTexts();
  const [first, second] = alert.sides;
  if (!first || !second) return null;
  const alike = first.alike_upload_id || second.alike_upload_id;
  return (
    <Container
      header={
        <Header variant="h2" description={alike ? texts.alike : ""}>
          {texts.files}
        </Header>
      }
    >
      <div className="panes">
        <Pane label={texts.first} side={first} onRenew={onRenew} />
        <Pane label={texts.second} side={second} onRenew={onRenew} />
      </div>
    </Container>
  );
}

function Pane({ label, side, onRenew }: { label: string; side: Side; onRenew: () => void }) {
  const { noFiles } = useDuplicatesTexts();
  const [chosen, setChosen] = useState<string | null>(null);
  const [first] = side.files;
  if (!first) {
    return (
      <Box textAlign="center" padding="xl" color="text-body-secondary">
        {noFiles}
      </Box>
    );
  }
  return (
    <FilePane
      label={label}
      files={side.files.map(asFile)}
      chosen={chosen ?? first.upload_id}
      onChoose={setChosen}
      onRenew={onRenew}
    />
  );
}

const asFile = (file: Side["files"][number]): CaseFile => ({
  id: file.upload_id,
  kind: file.kind,
  contentType: file.content_type,
  url: file.url,
  facts: {},
});
