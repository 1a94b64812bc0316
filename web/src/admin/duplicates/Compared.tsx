// Both customers, line by line; what is the same in both is set in bold.

import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { AlertView } from "../../shared/api/gen";
import { Go } from "../components/Go";
import { useDuplicatesTexts } from "../i18n/duplicates";
import { useShellTexts } from "../i18n/shell";
import { type Line, useLines } from "./lines";

export function Compared({ alert }: { alert: AlertView }) {
  const texts = useDuplicatesTexts();
  const { nothing } = useShellTexts();
  const [first, second] = alert.sides;
  const lines = useLines();
  if (!first || !second) return null;
  const value = (line: Line, side: 0 | 1) => {
    const text = line.values[side] ?? nothing;
    return line.same ? <strong>{text}</strong> : text;
  };
  const openCase = (id: string | null) =>
    id && (
      <Box display="inline" margin={{ left: "s" }}>
        <Go to={`/cases/${id}`}>{texts.openCase}</Go>
      </Box>
    );
  const head = (label: string, id: string | null) => (
    <>
      {label}
      {openCase(id)}
    </>
  );
  return (
    <Table
      variant="container"
      items={lines(first, second)}
      trackBy="id"
      wrapLines
      header={<Header variant="h2">{texts.customers}</Header>}
      ariaLabels={{ tableLabel: texts.customers }}
      columnDefinitions={[
        { id: "what", header: texts.facts, isRowHeader: true, width: 200, cell: (line) => line.label },
        {
          id: "first",
          header: head(texts.first, first.open_submission_id),
          cell: (line) => value(line, 0),
        },
        {
          id: "second",
          header: head(texts.second, second.open_submission_id),
          cell: (line) => value(line, 1),
        },
      ]}
    />
  );
}
