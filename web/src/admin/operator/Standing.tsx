// Whether a company's account carries what it uses.

import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { AccountState } from "../../shared/api/gen";
import { useOperatorTexts } from "../i18n/operator";
import { type Standing as Kind, standingOf } from "./rows";

const LOOKS: Record<Kind, StatusIndicatorProps.Type> = {
  none: "pending",
  suspended: "error",
  low: "warning",
  enough: "success",
};

export function Standing({ account }: { account: AccountState | undefined }) {
  const { standing: texts, services } = useOperatorTexts();
  const kind = standingOf(account);
  const names = account?.suspended.map((each) => services[each]) ?? [];
  return (
    <StatusIndicator type={LOOKS[kind]}>
      {kind === "suspended" ? texts.suspended(names.join(", ")) : texts[kind]}
    </StatusIndicator>
  );
}
