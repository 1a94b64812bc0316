// The two accounts: what can be spent, what is held, and when staff are warned.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { BalanceAnswer } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useBillingTexts } from "../i18n/billing";

export function Accounts({ balance }: { balance: BalanceAnswer }) {
  const texts = useBillingTexts();
  const { money, moment } = useFormats();
  const warned = Number(balance.low_balance.amount) > 0;
  const big = (text: string) => <Box fontSize="heading-xl" fontWeight="bold">{text}</Box>;
  return (
    <SpaceBetween size="m">
      {balance.is_low && (
        <Alert type="warning" header={texts.low.title}>
          {texts.low.text}
        </Alert>
      )}
      <Container
        header={
          <Header variant="h2" description={texts.balance.asOf(moment(balance.as_of))}>
            {texts.balance.title}
          </Header>
        }
      >
        <KeyValuePairs
          columns={4}
          items={[
            { label: texts.balance.available, value: big(money(balance.available)) },
            { label: texts.balance.held, value: big(money(balance.held)) },
            { label: texts.balance.usdt, value: big(money(balance.usdt_available)) },
            {
              label: texts.balance.low,
              value: big(warned ? money(balance.low_balance) : texts.balance.never),
            },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}
