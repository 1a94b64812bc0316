// The account as it was sent, and where it stands.

import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { BankAccountView } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useBanksTexts } from "../i18n/banks";
import { useShellTexts } from "../i18n/shell";
import { useBankName } from "./names";

const LOOKS: Record<BankAccountView["status"], StatusIndicatorProps.Type> = {
  not_provided: "stopped",
  pending: "pending",
  verified: "success",
  rejected: "error",
};

export function Account({ account }: { account: BankAccountView }) {
  const texts = useBanksTexts();
  const { nothing } = useShellTexts();
  const { moment } = useFormats();
  const bankName = useBankName();
  return (
    <Container header={<Header variant="h2">{texts.account}</Header>}>
      <KeyValuePairs
        columns={2}
        items={[
          { label: texts.bank, value: account.bank ? bankName(account.bank) : nothing },
          {
            label: texts.number,
            value: (
              <Box fontSize="heading-m" fontWeight="bold">
                <span className="number">{account.account_number}</span>
              </Box>
            ),
          },
          {
            label: texts.status,
            value: (
              <StatusIndicator type={LOOKS[account.status]} wrapText={false}>
                {texts.statuses[account.status]}
              </StatusIndicator>
            ),
          },
          { label: texts.sent, value: account.sent_at ? moment(account.sent_at) : nothing },
        ]}
      />
    </Container>
  );
}
