// The live face checks of a case: how each ended, its numbers, and what it cost.

import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { Amount, CheckView } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { useCaseTexts } from "../i18n/case";
import { useWordsTexts } from "../i18n/words";

const MARKS: Record<string, StatusIndicatorProps.Type> = { matched: "success", again: "warning", review: "error" };

export function Liveness({ checks }: { checks: CheckView[] }) {
  const { liveness: texts } = useCaseTexts();
  if (checks.length === 0) return null;
  return (
    <Container header={<Header variant="h2" counter={`(${checks.length})`}>{texts.title}</Header>}>
      <SpaceBetween size="m">
        {checks.toReversed().map((check) => (
          <Check key={check.attempt} check={check} />
        ))}
      </SpaceBetween>
    </Container>
  );
}

function Check({ check }: { check: CheckView }) {
  const { liveness: texts } = useCaseTexts();
  const words = useWordsTexts();
  const { money, moment, number } = useFormats();
  const confidence = typeof check.facts.confidence === "number" ? check.facts.confidence : null;
  const verdict = check.verdict ?? "open";
  return (
    <SpaceBetween size="xs">
      <div>
        <Box variant="awsui-key-label">{`${texts.attempt(check.attempt)} · ${moment(check.finished_at ?? check.started_at)}`}</Box>
        <StatusIndicator type={MARKS[verdict] ?? "pending"}>
          {check.reason ? named(words.routeReasons, check.reason) : texts.verdicts[verdict]}
        </StatusIndicator>
      </div>
      <KeyValuePairs
        columns={2}
        items={[
          { label: texts.cost, value: isCharged(check) ? money(check.fee) : texts.free },
          { label: texts.confidence, value: confidence === null ? "–" : number(confidence) },
        ]}
      />
      <Numbers facts={check.facts} />
    </SpaceBetween>
  );
}

type Charged = CheckView & { fee: Amount };

const isCharged = (check: CheckView): check is Charged => /[1-9]/.test(check.fee?.amount ?? "");

// Everything that the provider said, for whoever has to explain a verdict.
function Numbers({ facts }: { facts: Record<string, unknown> }) {
  const { liveness: texts } = useCaseTexts();
  const rows = Object.entries(facts).flatMap(([name, value]) =>
    value && typeof value === "object"
      ? Object.entries(value).map(([inner, each]) => [`${name}.${inner}`, String(each)] as const)
      : [[name, String(value)] as const],
  );
  if (rows.length === 0) return null;
  return (
    <ExpandableSection headerText={texts.numbers}>
      {rows.map(([name, value]) => (
        <Box key={name} variant="small" display="block" className="break">
          {name}: {value}
        </Box>
      ))}
    </ExpandableSection>
  );
}
