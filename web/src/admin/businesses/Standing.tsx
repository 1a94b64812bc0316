// Where a person's own KYC stands; somebody closed cannot be counted on.

import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { named } from "../../shared/i18n/core";
import { useBusinessesTexts } from "../i18n/businesses";
import { useShellTexts } from "../i18n/shell";
import { useWordsTexts } from "../i18n/words";
import type { Row } from "./tree";

const LOOKS: Record<string, StatusIndicatorProps.Type> = {
  not_started: "stopped",
  pending: "pending",
  approved: "success",
  rejected: "error",
  revision_requested: "in-progress",
  expired: "warning",
};

export function Standing({ row }: { row: Row }) {
  const texts = useBusinessesTexts();
  const words = useWordsTexts();
  const { nothing } = useShellTexts();
  if (row.merged_into) {
    return <StatusIndicator type="error">{texts.mergedInto(row.merged_into)}</StatusIndicator>;
  }
  if (row.is_closed) return <StatusIndicator type="error">{texts.closed}</StatusIndicator>;
  if (!row.kyc_status) return nothing;
  return (
    <StatusIndicator type={LOOKS[row.kyc_status] ?? "info"} wrapText={false}>
      {named(words.status, row.kyc_status)}
    </StatusIndicator>
  );
}
