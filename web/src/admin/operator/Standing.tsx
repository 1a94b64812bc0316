// Whether a company is suspended, and whether its account carries what it uses.

import Box from "@cloudscape-design/components/box";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { AccountState } from "../../shared/api/gen";
import { useOperatorTexts } from "../i18n/operator";
import { type Row, type Standing as Kind, standingOf } from "./rows";

const LOOKS: Record<Kind, StatusIndicatorProps.Type> = {
  none: "pending",
  suspended: "error",
  low: "warning",
  enough: "success",
};

export function Standing({ company, account }: Row) {
  const { standing: texts, suspension } = useOperatorTexts();
  if (company.suspended_at) {
    return (
      <StatusIndicator type="stopped" wrapText={false}>
        {suspension.suspended}
      </StatusIndicator>
    );
  }
  const kind = standingOf(account);
  return (
    <StatusIndicator type={LOOKS[kind]} wrapText={false}>
      {texts[kind]}
    </StatusIndicator>
  );
}

// What the account cannot pay one more of.
export function Suspended({ account }: { account: AccountState | undefined }) {
  const { standing: texts, services } = useOperatorTexts();
  if (!account?.suspended.length) return null;
  return (
    <Box fontSize="body-s" color="text-body-secondary">
      {texts.tooLittleFor(account.suspended.map((each) => services[each]).join(", "))}
    </Box>
  );
}
