// Deleting a customer for good: says what goes and what stays, asks why, and wants the id typed.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { data, Refusal } from "../../shared/api/client";
import { type CustomerAnswer, staffDeleteCustomer } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { may } from "../auth";
import { Dialog } from "../components/Dialog";
import { useCustomerTexts } from "../i18n/customers";
import { useDesk, useKey } from "../queries";
import { useToast } from "../toasts";
import { useCustomerKey } from "./asks";

const REASONS = ["customer_asked", "retention_ended", "made_by_mistake", "other"] as const;
type Why = (typeof REASONS)[number];

export function Delete({ customer }: { customer: CustomerAnswer }) {
  const { remove: texts } = useCustomerTexts();
  const { me } = useDesk();
  const [asking, setAsking] = useState(false);
  if (!may(me, "administer_deletions")) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{texts.action}</Button>
      {asking && <Asking customer={customer} onClose={() => setAsking(false)} />}
    </>
  );
}

function Asking({ customer, onClose }: { customer: CustomerAnswer; onClose: () => void }) {
  const { remove: texts } = useCustomerTexts();
  const toast = useToast();
  const client = useQueryClient();
  const [mine, list] = [useCustomerKey(customer.customer_id), useKey("customers")];
  const [reason, setReason] = useState<Why | null>(null);
  const [typed, setTyped] = useState("");
  const options = REASONS.map((each) => ({ value: each, label: texts.reasons[each] }));
  const deleting = useMutation({
    mutationFn: (why: Why) =>
      data(
        staffDeleteCustomer({
          throwOnError: true,
          path: { customer_id: customer.customer_id },
          query: { reason: why },
        }),
      ),
    onSuccess: () => {
      toast.success(texts.done);
      go("/customers", { replace: true });
      client.removeQueries({ queryKey: mine });
      void client.invalidateQueries({ queryKey: list });
    },
  });
  return (
    <Dialog
      title={texts.action}
      action={texts.confirm}
      pending={deleting.isPending}
      disabled={reason === null || typed.trim() !== customer.external_id}
      error={deleting.error}
      said={deleting.error && obstacles(deleting.error, texts.obstacles)}
      onAct={() => reason && deleting.mutate(reason)}
      onClose={onClose}
    >
      <Box>{texts.goes}</Box>
      <Box>{texts.stays}</Box>
      <FormField label={texts.reason}>
        <Select
          placeholder={texts.choose}
          options={options}
          selectedOption={options.find((each) => each.value === reason) ?? null}
          onChange={({ detail }) => setReason(detail.selectedOption.value as Why)}
        />
      </FormField>
      <FormField label={texts.type(customer.external_id)}>
        <Input value={typed} autoComplete={false} onChange={({ detail }) => setTyped(detail.value)} />
      </FormField>
    </Dialog>
  );
}

// What is open still, each in its own words; null for any other error.
function obstacles(error: unknown, texts: Record<string, string>): string | null {
  if (!(error instanceof Refusal) || error.code !== "deletion_not_possible") return null;
  const found = error.details.reasons as string[];
  return found.map((each) => texts[each] ?? each).join(" ");
}
