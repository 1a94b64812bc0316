// How long a case has waited, with the colour of its lateness (functions/review/queue.py: a day,
// three days).

import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useFormats } from "../../shared/i18n/format";

const HOUR_MS = 3_600_000;

export function lateness(since: string, now = Date.now()): "success" | "warning" | "error" {
  const hours = (now - Date.parse(since)) / HOUR_MS;
  if (hours < 24) return "success";
  return hours < 72 ? "warning" : "error";
}

export function Age({ since }: { since: string }) {
  const { age } = useFormats();
  return (
    <StatusIndicator type={lateness(since)} wrapText={false}>
      <span className="number">{age(since)}</span>
    </StatusIndicator>
  );
}
