// A resubmission beside the comments that asked for it, and what changed without being asked.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { AskedChange, Change, Comparison } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useCaseTexts } from "../i18n/case";
import { useWordsTexts } from "../i18n/words";
import type { Pair } from "./Documents";
import { useValue } from "./useValue";

type Row = Change & Partial<Pick<AskedChange, "code" | "comment" | "title">>;

export function Changes({ comparison, onPair }: { comparison: Comparison; onPair: (pair: Pair) => void }) {
  const { changes: texts } = useCaseTexts();
  const words = useWordsTexts();
  const rows: Row[] = [...comparison.asked, ...comparison.not_asked];
  return (
    <Table
      variant="container"
      items={rows}
      wrapLines
      header={
        <Header variant="h2" description={texts.since(comparison.compared_with ?? 1)}>
          {texts.title}
        </Header>
      }
      columnDefinitions={[
        {
          id: "item",
          header: texts.item,
          isRowHeader: true,
          width: "22%",
          cell: (row) => row.title ?? named(words.items, row.item),
        },
        {
          id: "comment",
          header: texts.comment,
          cell: (row) =>
            row.code ? (
              <>
                <Box variant="span" fontWeight="bold">
                  {named(words.corrections, row.code)}
                </Box>
                {row.comment && <Box variant="div">{row.comment}</Box>}
              </>
            ) : (
              <Box color="text-body-secondary">{texts.notAsked}</Box>
            ),
        },
        { id: "change", header: texts.change, cell: (row) => <BeforeAfter row={row} onPair={onPair} /> },
        { id: "outcome", header: texts.outcome, cell: (row) => <Outcome row={row} /> },
      ]}
      empty={texts.none}
      ariaLabels={{ tableLabel: texts.title }}
    />
  );
}

function BeforeAfter({ row, onPair }: { row: Row; onPair: (pair: Pair) => void }) {
  const { changes: texts } = useCaseTexts();
  const show = useValue();
  if (row.kind === "document") {
    const [before, after] = [row.before_document?.upload_id, row.after_document?.upload_id];
    if (!before || !after || before === after) return <>–</>;
    return (
      <Button variant="inline-link" onClick={() => onPair([before, after])}>
        {texts.sideBySide}
      </Button>
    );
  }
  const parts = row.parts.filter((part) => part.outcome !== "unchanged");
  const shown = parts.length > 0 ? parts : [row];
  return (
    <>
      {shown.map((part) => (
        <div key={part.item} className="break">
          {part.outcome !== "unchanged" && part.before !== null && (
            <>
              <span className="hidden-but-read">{texts.before} </span>
              <span className="before">{show(part.item, part.before)}</span>{" "}
            </>
          )}
          <span className="hidden-but-read">{texts.after} </span>
          <strong>{show(part.item, part.after)}</strong>
        </div>
      ))}
    </>
  );
}

function Outcome({ row }: { row: Row }) {
  const { changes: texts } = useCaseTexts();
  const answered = row.outcome !== "unchanged";
  const type = row.code ? (answered ? "success" : "warning") : "info";
  return (
    <StatusIndicator type={type} wrapText={false}>
      {texts.outcomes[row.outcome]}
    </StatusIndicator>
  );
}
