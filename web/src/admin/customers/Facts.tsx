// Who the customer is, what they hold, and whether money may leave to them.

import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CustomerAnswer } from "../../shared/api/gen";
import { LANGUAGES, named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Go } from "../components/Go";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { useWordsTexts } from "../i18n/words";
import { GATES } from "./asks";
import { GateState } from "./GateState";
import { InBusinesses } from "./InBusinesses";
import { Standing } from "./Standing";
import { Status } from "./Status";

export function Facts({ customer }: { customer: CustomerAnswer }) {
  const { facts: texts, gates, frozen, merged, openOther } = useCustomerTexts();
  const { nothing } = useShellTexts();
  const words = useWordsTexts();
  const { country, moment, money } = useFormats();
  const phone = customer.phone_verified_at ? texts.proved(customer.phone ?? "") : customer.phone;
  return (
    <SpaceBetween size="m">
      {customer.merged_into && (
        <Alert type="warning" header={merged}>
          <Go to={`/customers/${customer.merged_into}`}>{openOther}</Go>
        </Alert>
      )}
      {customer.frozen_at && <Alert type="warning">{frozen(moment(customer.frozen_at))}</Alert>}
      <Container
        header={
          <Header variant="h2" actions={<Standing customer={customer} />}>
            {texts.title}
          </Header>
        }
      >
        <KeyValuePairs
          columns={4}
          items={[
            { label: texts.status, value: <Status status={customer.kyc_status} /> },
            { label: texts.tier, value: customer.tier ? words.tier(customer.tier) : nothing },
            { label: texts.limit, value: money(customer.max_loan) },
            { label: texts.externalId, value: customer.external_id },
            ...GATES.map((gate) => ({
              label: gates[gate],
              value: <GateState id={customer.customer_id} gate={gate} />,
            })),
            { label: texts.email, value: customer.email ?? nothing },
            { label: texts.phone, value: phone ?? nothing },
            {
              label: texts.kind,
              value: (
                <>
                  {named(words.kind, customer.kind)}
                  <InBusinesses customer={customer} />
                </>
              ),
            },
            { label: texts.country, value: country(customer.country) },
            { label: texts.language, value: named(LANGUAGES, customer.language) },
            { label: texts.created, value: moment(customer.created_at) },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}
