// The account's name beside the customer's, how alike they are, and why.

import Alert from "@cloudscape-design/components/alert";
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { BankAccountView, NameComparison } from "../../shared/api/gen";
import { useBanksTexts } from "../i18n/banks";
import { useWordsTexts } from "../i18n/words";
import { isUnproved } from "./choice";

const LOOKS: Record<NameComparison["verdict"], StatusIndicatorProps.Type> = {
  match: "success",
  close: "warning",
  different: "error",
  different_script: "info",
};

export function Names({ account }: { account: BankAccountView }) {
  const texts = useBanksTexts();
  const words = useWordsTexts();
  const { comparison } = account;
  const large = (name: string) => <Box fontSize="heading-m">{name}</Box>;
  return (
    <Container
      header={
        <Header variant="h2" actions={<Badge color="blue">{words.tier(account.tier)}</Badge>}>
          {texts.names}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={2}
          items={[
            { label: texts.accountName, value: large(account.account_name ?? "–") },
            { label: texts.kycName, value: large(account.kyc_name ?? texts.noName) },
          ]}
        />
        {comparison && <Compared comparison={comparison} />}
        {isUnproved(account) && <Alert type="warning">{texts.unproved}</Alert>}
      </SpaceBetween>
    </Container>
  );
}

function Compared({ comparison }: { comparison: NameComparison }) {
  const texts = useBanksTexts();
  const { score, verdict, explanation } = comparison;
  return (
    <KeyValuePairs
      columns={2}
      items={[
        {
          label: texts.likeness,
          value: (
            <>
              <StatusIndicator type={LOOKS[verdict]}>{texts.verdicts[verdict]}</StatusIndicator>
              <Box variant="small" display="block">
                {score === null ? texts.noScore : texts.score(score)}
              </Box>
            </>
          ),
        },
        {
          label: texts.explanation,
          value: explanation.map((each) => (
            <Box key={each} display="block">
              {texts.remarks[each]}
            </Box>
          )),
        },
      ]}
    />
  );
}
