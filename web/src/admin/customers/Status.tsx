// A customer's or a tier's status, with its sign.

import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { named } from "../../shared/i18n/core";
import { useCustomerTexts } from "../i18n/customers";
import { useWordsTexts } from "../i18n/words";

const LOOKS: Record<string, StatusIndicatorProps.Type> = {
  approved: "success",
  verified: "success",
  pending: "in-progress",
  uploaded: "in-progress",
  revision_requested: "warning",
  correction_requested: "warning",
  renewal: "warning",
  rejected: "error",
  expired: "stopped",
  open: "pending",
  missing: "pending",
  locked: "stopped",
  not_started: "pending",
};

export function Status({ status }: { status: string }) {
  const { statuses } = useCustomerTexts();
  const words = useWordsTexts();
  return (
    <StatusIndicator type={LOOKS[status] ?? "info"} wrapText={false}>
      {named({ ...words.status, ...statuses }, status)}
    </StatusIndicator>
  );
}
