// A tier that staff submit for the customer, who gave them all that it asks for, or correct for them.

import Alert from "@cloudscape-design/components/alert";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import { useState } from "react";
import { data, Refusal } from "../../shared/api/client";
import { type StaffResubmission, staffResubmit, staffSubmit, type TierNeeds } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useDraft } from "../draft";
import { useCustomerTexts } from "../i18n/customers";
import { useWordsTexts } from "../i18n/words";
import { FieldInput } from "./FieldInput";
import { fieldsOf, filesLacking, isReady, isSentAgain, shapeOf, submissionOf, type Written } from "./fields";
import { WithReason } from "./WithReason";

const NOTHING: Written = {};
const WIDE = ["address", "long"];

interface Props {
  id: string;
  tier: TierNeeds;
  onClose: () => void;
}

export function SubmitFor({ id, tier, onClose }: Props) {
  const { submit: texts } = useCustomerTexts();
  const words = useWordsTexts();
  const again = isSentAgain(tier);
  const name = again ? `resubmit-${tier.submission_id}` : `submit-${tier.tier}`;
  const said = again ? { ...texts, ...texts.again } : texts;
  const [written, setWritten, forget] = useDraft(`${name}:${id}:fields`, NOTHING);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [keys] = useState(() => new Map<string, string>());
  const fields = fieldsOf(tier, written);
  const lacking = filesLacking(tier, written);
  const writing = {
    written,
    refused,
    write: (name: string, text: string) => {
      setRefused({});
      setWritten({ ...written, [name]: text });
    },
  };
  // One key for each content: sent again after a lost answer, it makes one submission.
  const run = async (reason: string) => {
    const body = { ...submissionOf(tier, written), reason };
    const content = JSON.stringify(body);
    const key = keys.get(content) ?? crypto.randomUUID();
    keys.set(content, key);
    try {
      await sendFor(id, tier, body, key);
    } catch (error) {
      setRefused(refusedOf(error, texts.problems));
      throw error;
    }
    forget();
  };
  return (
    <WithReason
      id={id}
      act={{
        name,
        title: said.title(words.tier(tier.tier)),
        what: said.what,
        confirm: said.confirm,
        done: said.done,
        most: 500,
        wide: fields.length > 0,
        ready: isReady(tier, written),
        said: (error) => (Object.keys(refusedOf(error, texts.problems)).length ? texts.lookAtFields : null),
        run,
      }}
      onClose={onClose}
    >
      {fields.length > 0 && (
        <ColumnLayout columns={2}>
          {fields
            .filter(({ item }) => !WIDE.includes(shapeOf(item)))
            .map((need) => (
              <FieldInput key={need.item} need={need} {...writing} />
            ))}
        </ColumnLayout>
      )}
      {fields
        .filter(({ item }) => WIDE.includes(shapeOf(item)))
        .map((need) => (
          <FieldInput key={need.item} need={need} {...writing} />
        ))}
      {lacking.length > 0 && (
        <Alert type="warning">{said.lacking(lacking.map((each) => each.label).join(", "))}</Alert>
      )}
    </WithReason>
  );
}

// A correction goes to the submission that was asked to be corrected.
function sendFor(id: string, tier: TierNeeds, body: StaffResubmission, key: string) {
  const common = { throwOnError: true, headers: { "Idempotency-Key": key } } as const;
  const { submission_id } = tier;
  return isSentAgain(tier) && submission_id
    ? data(staffResubmit({ ...common, path: { submission_id }, body }))
    : data(staffSubmit({ ...common, path: { customer_id: id }, body: { ...body, tier: tier.tier } }));
}

// What the API says of single fields, in the reader's words where there are some.
function refusedOf(error: unknown, problems: Record<string, string>): Record<string, string> {
  if (!(error instanceof Refusal)) return {};
  const told = error.fields.filter(({ field }) => field.startsWith("fields."));
  return Object.fromEntries(
    told.map(({ field, code, message }) => [
      field.replace("fields.", ""),
      code in problems ? named(problems, code) : message,
    ]),
  );
}
