// What the customer declared. Documents are not read by machine, and nothing here pretends it:
// the reviewer compares with the pictures, and what stands out by itself is marked and on top.

import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { CaseView } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { useCaseTexts } from "../i18n/case";
import { useWordsTexts } from "../i18n/words";
import { inOrder, isSerious, type Signal, signalOf } from "./signals";
import { useValue } from "./useValue";

// Copied into other systems often enough to deserve a button.
const COPIED = new Set(["document_number", "registration_number", "full_name", "legal_name"]);

export function Declared({ view }: { view: CaseView }) {
  const { declared: texts } = useCaseTexts();
  const words = useWordsTexts();
  const show = useValue();
  const rows = inOrder(
    Object.entries(view.fields).map(([item, value]) => ({
      item,
      value,
      signal: signalOf(item, value, view.customer),
    })),
  );
  return (
    <Table
      variant="container"
      items={rows}
      trackBy="item"
      wrapLines
      contentDensity="compact"
      header={
        <Header variant="h2" counter={`(${rows.length})`} description={texts.note}>
          {texts.title}
        </Header>
      }
      columnDefinitions={[
        {
          id: "item",
          header: texts.field,
          cell: (row) => named(words.items, row.item),
          isRowHeader: true,
          width: "38%",
        },
        {
          id: "value",
          header: texts.value,
          cell: (row) => (
            <span className="break">
              {show(row.item, row.value)}
              {COPIED.has(row.item) && <Copy text={String(row.value)} />}
              {row.signal && <Mark signal={row.signal} />}
            </span>
          ),
        },
      ]}
      empty={texts.none}
      ariaLabels={{ tableLabel: texts.title }}
    />
  );
}

function Mark({ signal }: { signal: Signal }) {
  const { signals } = useCaseTexts();
  return (
    <Box variant="div">
      <StatusIndicator type={isSerious(signal) ? "error" : "warning"}>{signals[signal]}</StatusIndicator>
    </Box>
  );
}

function Copy({ text }: { text: string }) {
  const { declared: texts } = useCaseTexts();
  return (
    <CopyToClipboard
      variant="icon"
      textToCopy={text}
      copyButtonAriaLabel={texts.copy}
      copySuccessText={texts.copied}
      copyErrorText={texts.notCopied}
    />
  );
}

// Who of the staff sent it, and who approved it first where it takes two.
export function Facts({ view }: { view: CaseView }) {
  const { facts: texts } = useCaseTexts();
  const { moment } = useFormats();
  const { sent_by_staff: sender, task } = view;
  const first = task.status === "pending" ? task.first_approval : null;
  const told = [
    sender && texts.sentByStaff(sender.name ?? sender.staff_id, sender.reason),
    first && texts.firstApproval(first.name, moment(first.at)),
  ].filter((each) => each !== null && each !== undefined);
  if (told.length === 0) return null;
  return (
    <Container>
      {told.map((each) => (
        <StatusIndicator key={each} type="info">
          {each}
        </StatusIndicator>
      ))}
    </Container>
  );
}
