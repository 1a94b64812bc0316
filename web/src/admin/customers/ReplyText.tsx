// What is missing, as a text to paste into a reply to the customer; with a fresh link, if wanted.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { createSupportText, type CustomerAnswer, getSupportText } from "../../shared/api/gen";
import { type Language, LANGUAGES, named } from "../../shared/i18n/core";
import { may } from "../auth";
import { Failed, Loaded } from "../components/Loaded";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { useDesk } from "../queries";
import { useCustomerKey } from "./asks";

const OPTIONS = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));

export function ReplyText({ customer, onClose }: { customer: CustomerAnswer; onClose: () => void }) {
  const { reply: texts } = useCustomerTexts();
  const shell = useShellTexts();
  const { me } = useDesk();
  const path = { customer_id: customer.customer_id };
  const [language, setLanguage] = useState(customer.language as Language);
  const template = useQuery({
    queryKey: useCustomerKey(customer.customer_id, "reply", language),
    queryFn: () => data(getSupportText({ throwOnError: true, path, query: { language } })),
  });
  const linked = useLinked(customer.customer_id);
  const choose = (chosen: Language) => {
    linked.reset();
    setLanguage(chosen);
  };
  const found = template.data;
  const footer = (
    <Box float="right">
      <Button variant="link" onClick={onClose}>
        {shell.close}
      </Button>
    </Box>
  );
  return (
    <Modal visible size="large" header={texts.title} footer={footer} onDismiss={onClose}>
      <SpaceBetween size="m">
        <FormField label={texts.language}>
          <Select
            options={OPTIONS}
            selectedOption={{ value: language, label: named(LANGUAGES, language) }}
            onChange={({ detail }) => choose(detail.selectedOption.value as Language)}
          />
        </FormField>
        <Loaded query={template}>
          {({ text, tier, items }) => (
            <SpaceBetween size="s">
              <div className="spoken" lang={language}>
                {linked.data?.text ?? text}
              </div>
              <SpaceBetween direction="horizontal" size="xs">
                <CopyToClipboard
                  textToCopy={linked.data?.text ?? text}
                  copyButtonText={texts.copy}
                  copySuccessText={texts.copied}
                  copyErrorText={texts.copyError}
                />
                {items.length > 0 && !linked.data && may(me, "hand_out_links") && (
                  <Button loading={linked.isPending} onClick={() => linked.mutate({ tier, language })}>
                    {texts.withLink}
                  </Button>
                )}
              </SpaceBetween>
              <Box variant="small" color="text-body-secondary">
                {linked.data ? texts.once : texts.linkHint}
              </Box>
            </SpaceBetween>
          )}
        </Loaded>
        {found && linked.error && <Failed error={linked.error} />}
      </SpaceBetween>
    </Modal>
  );
}

// One key for each language while the dialog is open: a lost answer makes no second link.
function useLinked(id: string) {
  const client = useQueryClient();
  const queryKey = useCustomerKey(id, "links");
  const [keys] = useState(() => new Map<string, string>());
  return useMutation({
    mutationFn: (body: { tier: number; language: Language }) => {
      const key = keys.get(body.language) ?? crypto.randomUUID();
      keys.set(body.language, key);
      const headers = { "Idempotency-Key": key };
      return data(createSupportText({ throwOnError: true, path: { customer_id: id }, headers, body }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
}
