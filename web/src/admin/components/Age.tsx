// How long a case has waited, with the colour of its lateness by the company's own clock.

import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Sla } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";

const MARKS = { on_time: "success", due_soon: "warning", late: "error" } as const;

export function Age({ since, sla }: { since: string; sla: Sla | null }) {
  const { age, moment } = useFormats();
  return (
    <StatusIndicator type={sla ? MARKS[sla.state] : "pending"} wrapText={false}>
      <span className="number" title={moment(since)}>
        {age(since)}
      </span>
    </StatusIndicator>
  );
}
