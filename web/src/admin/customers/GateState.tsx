// Whether a gate is open now, and everything that closes it.

import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { named } from "../../shared/i18n/core";
import { useErrorText } from "../errors";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { type Gate, useGate } from "./asks";

export function GateState({ id, gate }: { id: string; gate: Gate }) {
  const { gates: texts } = useCustomerTexts();
  const { loading } = useShellTexts();
  const textOf = useErrorText();
  const { data, error } = useGate(id, gate);
  if (error) return <StatusIndicator type="error">{textOf(error)}</StatusIndicator>;
  if (!data) return <StatusIndicator type="loading">{loading}</StatusIndicator>;
  if (data.allowed) return <StatusIndicator type="success">{texts.open}</StatusIndicator>;
  return (
    <>
      <StatusIndicator type="stopped">{texts.closed}</StatusIndicator>
      {data.reasons.map(({ code }) => (
        <Box key={code} variant="small" display="block" color="text-body-secondary">
          {named(texts.reasons, code)}
        </Box>
      ))}
    </>
  );
}
