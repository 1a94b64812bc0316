// A rejected tier that the customer may submit once more.

import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { reopenTier } from "../../shared/api/gen";
import { may } from "../auth";
import { useCustomerTexts } from "../i18n/customers";
import { useWordsTexts } from "../i18n/words";
import { useDesk } from "../queries";
import { WithReason } from "./WithReason";

export function Reopen({ id, tier }: { id: string; tier: number }) {
  const { reopen: texts } = useCustomerTexts();
  const words = useWordsTexts();
  const { me } = useDesk();
  const [asking, setAsking] = useState(false);
  if (!may(me, "reopen_for_customers")) return null;
  const title = texts.action(words.tier(tier));
  const { what, confirm, done } = texts;
  const run = (reason: string) =>
    data(reopenTier({ throwOnError: true, path: { customer_id: id }, body: { tier, reason } }));
  return (
    <>
      <Button onClick={() => setAsking(true)}>{title}</Button>
      {asking && (
        <WithReason
          id={id}
          act={{ name: `reopen-${tier}`, title, what, confirm, done, most: 1000, run }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
