// How much waits, for how long, for whom; and what was decided.

import Container from "@cloudscape-design/components/container";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { Ages as AgeCounts, Summary } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useQueueTexts } from "../i18n/queue";

export function Ages({ summary }: { summary: Summary | undefined }) {
  const { ages: texts } = useQueueTexts();
  const { number } = useFormats();
  const shown = (counts: AgeCounts | undefined, age: "fresh" | "waiting" | "late") => {
    if (!counts) return "–";
    const text = number(counts[age]);
    return counts.counted_all || counts[age] < 10_000 ? text : texts.atLeast(text);
  };
  const pending = summary?.pending;
  const asked = summary?.revision_requested;
  const customers = asked && asked.fresh + asked.waiting + asked.late;
  return (
    <Container>
      <dl className="counts">
        <Count label={<Mark type="success" text={texts.fresh} />} value={shown(pending, "fresh")} />
        <Count label={<Mark type="warning" text={texts.waiting} />} value={shown(pending, "waiting")} />
        <Count label={<Mark type="error" text={texts.late} />} value={shown(pending, "late")} />
        <Count label={texts.customer} value={customers === undefined ? "–" : number(customers)} />
        <Count
          label={texts.approved}
          value={summary ? number(summary.approved_recently) : "–"}
        />
        <Count
          label={texts.rejected}
          value={summary ? number(summary.rejected_recently) : "–"}
        />
      </dl>
    </Container>
  );
}

function Count({ label, value }: { label: ReactNode; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="number">{value}</dd>
    </div>
  );
}

function Mark({ type, text }: { type: "success" | "warning" | "error"; text: string }) {
  return (
    <StatusIndicator type={type} wrapText={false}>
      {text}
    </StatusIndicator>
  );
}
