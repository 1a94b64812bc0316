// A one-time link for what is missing: e-mailed to the customer, or shown once to be passed on.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import Multiselect from "@cloudscape-design/components/multiselect";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { type CustomerAnswer, type LinkAnswer, staffCreateLink, type TierNeeds } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useErrorText } from "../errors";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { useWordsTexts } from "../i18n/words";
import { useToast } from "../toasts";
import { useCustomerKey } from "./asks";

interface Props {
  customer: CustomerAnswer;
  tiers: TierNeeds[];
  onClose: () => void;
}

const ASKING = ["open", "revision_requested", "expired"];

export function SendLink({ customer, tiers, onClose }: Props) {
  const { send: texts } = useCustomerTexts();
  const shell = useShellTexts();
  const words = useWordsTexts();
  const textOf = useErrorText();
  const [tier, setTier] = useState(() => tiers.find((each) => ASKING.includes(each.status))?.tier ?? 1);
  const [items, setItems] = useState<string[]>([]);
  const [how, setHow] = useState<"email" | "copy">(customer.email ? "email" : "copy");
  const link = useLink(customer.customer_id, onClose);
  const choices = (tiers.find((each) => each.tier === tier)?.items ?? []).map((each) => ({
    value: each.item,
    label: each.label,
  }));
  const make = () =>
    link.mutate({
      tier,
      ...(items.length ? { items } : {}),
      ...(how === "email" ? { send: "email" as const } : {}),
    });
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onClose}>
          {link.data ? shell.close : shell.cancel}
        </Button>
        {!link.data && (
          <Button variant="primary" loading={link.isPending} onClick={make}>
            {texts.make}
          </Button>
        )}
      </SpaceBetween>
    </Box>
  );
  return (
    <Modal visible header={texts.title} footer={footer} onDismiss={onClose}>
      {link.data ? (
        <Made link={link.data} />
      ) : (
        <SpaceBetween size="m">
          <FormField label={texts.tier}>
            <Select
              options={tiers.map((each) => ({ value: String(each.tier), label: words.tier(each.tier) }))}
              selectedOption={{ value: String(tier), label: words.tier(tier) }}
              onChange={({ detail }) => {
                setTier(Number(detail.selectedOption.value));
                setItems([]);
              }}
            />
          </FormField>
          <FormField label={texts.items} description={texts.itemsHint}>
            <Multiselect
              options={choices}
              selectedOptions={choices.filter((each) => items.includes(each.value))}
              placeholder={texts.itemsEmpty}
              onChange={({ detail }) => setItems(detail.selectedOptions.map((each) => each.value ?? ""))}
            />
          </FormField>
          <FormField label={texts.how}>
            <RadioGroup
              value={how}
              items={[
                {
                  value: "email",
                  label: texts.mail,
                  description: customer.email ? texts.mailTo(customer.email) : texts.noMail,
                  disabled: !customer.email,
                },
                { value: "copy", label: texts.copy, description: texts.copyHint },
              ]}
              onChange={({ detail }) => setHow(detail.value as "email" | "copy")}
            />
          </FormField>
          {link.error && <Alert type="error">{textOf(link.error)}</Alert>}
        </SpaceBetween>
      )}
    </Modal>
  );
}

// What cannot be shown again, or why there is none.
function Made({ link }: { link: LinkAnswer }) {
  const { send: texts } = useCustomerTexts();
  const { moment } = useFormats();
  if (!link.url) return <Alert type="error">{texts.failed}</Alert>;
  return (
    <SpaceBetween size="m">
      <Alert type="success">{texts.made(moment(link.expires_at))}</Alert>
      <CopyToClipboard
        variant="inline"
        textToCopy={link.url}
        copyButtonAriaLabel={texts.link}
        copySuccessText={texts.copied}
        copyErrorText={texts.copyError}
      />
    </SpaceBetween>
  );
}

// One key for each thing that is asked for: sent again after a lost answer, it makes one link.
function useLink(id: string, onDone: () => void) {
  const { send: texts } = useCustomerTexts();
  const toast = useToast();
  const client = useQueryClient();
  const queryKey = useCustomerKey(id);
  const [keys] = useState(() => new Map<string, string>());
  return useMutation({
    mutationFn: (body: { tier: number; items?: string[]; send?: "email" }) => {
      const asked = JSON.stringify(body);
      const key = keys.get(asked) ?? crypto.randomUUID();
      keys.set(asked, key);
      const headers = { "Idempotency-Key": key };
      return data(staffCreateLink({ throwOnError: true, path: { customer_id: id }, headers, body }));
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey });
      if (made.email && made.email !== "failed") {
        toast.success(texts.sent);
        onDone();
      }
    },
  });
}
