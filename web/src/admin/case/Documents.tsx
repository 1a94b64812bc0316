// Two files side by side: the document and the face, or before and after.

import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useState } from "react";
import { Empty } from "../components/Loaded";
import { useCaseTexts } from "../i18n/case";
import { FilePane } from "./FilePane";
import { type CaseFile, firstPair } from "./files";

export type Pair = [string | null, string | null];

interface Props {
  files: CaseFile[];
  pair: Pair | null;
  onPair: (pair: Pair) => void;
  onRenew: () => void;
}

export function Documents({ files, pair, onPair, onRenew }: Props) {
  const { files: texts } = useCaseTexts();
  const [left, right] = pair ?? firstPair(files);
  if (files.length === 0) {
    return (
      <Container header={<Header variant="h2">{texts.title}</Header>}>
        <Empty title={texts.none} />
      </Container>
    );
  }
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <div className={files.length > 1 ? "panes" : "panes single"}>
        <FilePane
          label={texts.left}
          files={files}
          chosen={left}
          onChoose={(id) => onPair([id, right])}
          onRenew={onRenew}
        />
        {files.length > 1 && (
          <FilePane
            label={texts.right}
            files={files}
            chosen={right}
            onChoose={(id) => onPair([left, id])}
            onRenew={onRenew}
          />
        )}
      </div>
    </Container>
  );
}

export const usePair = () => useState<Pair | null>(null);
