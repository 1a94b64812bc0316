// What staff may change of a customer's tier: lower it, and open the gates that this closed.

import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { type CustomerAnswer, lowerTier, unfreeze } from "../../shared/api/gen";
import { may } from "../auth";
import { useCustomerTexts } from "../i18n/customers";
import { useWordsTexts } from "../i18n/words";
import { useDesk } from "../queries";
import { WithReason } from "./WithReason";

interface Props {
  customer: CustomerAnswer;
}

export function Standing({ customer }: Props) {
  const { lower, unfreeze: lift } = useCustomerTexts();
  const { me } = useDesk();
  const [doing, setDoing] = useState<"lower" | "unfreeze" | null>(null);
  const close = () => setDoing(null);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {customer.frozen_at && may(me, "unfreeze_customers") && (
        <Button onClick={() => setDoing("unfreeze")}>{lift.action}</Button>
      )}
      {customer.tier > 0 && may(me, "lower_tiers") && (
        <Button onClick={() => setDoing("lower")}>{lower.action}</Button>
      )}
      {doing === "lower" && <Lower customer={customer} onClose={close} />}
      {doing === "unfreeze" && <Unfreeze customer={customer} onClose={close} />}
    </SpaceBetween>
  );
}

function Lower({ customer, onClose }: Props & { onClose: () => void }) {
  const { lower: texts } = useCustomerTexts();
  const words = useWordsTexts();
  const [tier, setTier] = useState(customer.tier - 1);
  const path = { customer_id: customer.customer_id };
  const options = Array.from({ length: customer.tier }, (_, each) => ({
    value: String(each),
    label: each ? words.tier(each) : texts.none,
  }));
  const run = (reason: string) => data(lowerTier({ throwOnError: true, path, body: { tier, reason } }));
  return (
    <WithReason
      id={customer.customer_id}
      act={{ ...texts, name: "lower", most: 2000, run }}
      onClose={onClose}
    >
      <FormField label={texts.to}>
        <Select
          options={options}
          selectedOption={options[tier] ?? null}
          onChange={({ detail }) => setTier(Number(detail.selectedOption.value))}
        />
      </FormField>
    </WithReason>
  );
}

function Unfreeze({ customer, onClose }: Props & { onClose: () => void }) {
  const { unfreeze: texts } = useCustomerTexts();
  const path = { customer_id: customer.customer_id };
  const run = (reason: string) => data(unfreeze({ throwOnError: true, path, body: { reason } }));
  return (
    <WithReason
      id={customer.customer_id}
      act={{ ...texts, name: "unfreeze", most: 2000, run }}
      onClose={onClose}
    />
  );
}
