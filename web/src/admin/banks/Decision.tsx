// Verify, or reject with a reason that the customer is told; what was written is kept in a draft.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { BankAccountView } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { may } from "../auth";
import { Refused } from "../components/Refused";
import { useDraft } from "../draft";
import { useBanksTexts } from "../i18n/banks";
import { useDesk } from "../queries";
import { useToast } from "../toasts";
import { useDecision } from "./asks";
import { isUnproved, mayReject, mayVerify, needsNote, NOTHING_WRITTEN, type Written } from "./choice";

interface Props {
  account: BankAccountView;
  onReload: () => void;
}

export function Decision(props: Props) {
  const texts = useBanksTexts();
  const { me } = useDesk();
  const { account } = props;
  if (account.status !== "pending") return <Decided account={account} />;
  if (!may(me, "decide_bank_accounts")) return null;
  return (
    <Container header={<Header variant="h2">{texts.decision}</Header>}>
      <Deciding key={account.version} {...props} />
    </Container>
  );
}

function Deciding({ account, onReload }: Props) {
  const texts = useBanksTexts();
  const toast = useToast();
  const name = account.account_name ?? account.external_id;
  const [action, setAction] = useState<"verify" | "reject">(isUnproved(account) ? "reject" : "verify");
  const draft = `bank:${account.customer_id}:${account.version}`;
  const [written, write, forget] = useDraft<Written>(draft, NOTHING_WRITTEN);
  const decision = useDecision(account, (status) => {
    const said = { pending: texts.half, verified: texts.verified, rejected: texts.rejected, not_provided: texts.half };
    toast.success(said[status](name));
    forget();
    go("/bank-accounts");
  });
  const isReady = action === "verify" ? mayVerify(account, written) : mayReject(written);
  return (
    <SpaceBetween size="m">
      <SegmentedControl
        label={texts.decision}
        selectedId={action}
        options={[
          { id: "verify", text: texts.verify, disabled: isUnproved(account) },
          { id: "reject", text: texts.reject },
        ]}
        onChange={({ detail }) => setAction(detail.selectedId as typeof action)}
      />
      <Box color="text-body-secondary">{action === "verify" ? texts.verifyWhat : texts.rejectWhat}</Box>
      {account.takes_two && <TwoPeople account={account} />}
      {action === "reject" && <Reasons written={written} write={write} />}
      <FormField
        label={
          <>
            {texts.note} {!(action === "verify" && needsNote(account)) && <i>– {texts.optional}</i>}
          </>
        }
        description={action === "verify" && needsNote(account) ? texts.noteNeeded : texts.noteHint}
      >
        <Textarea
          rows={2}
          value={written.note}
          onChange={({ detail }) => write({ ...written, note: detail.value.slice(0, 2000) })}
        />
      </FormField>
      <Refused
        error={decision.error}
        onReload={() => {
          decision.reset();
          onReload();
        }}
      />
      <Button
        variant="primary"
        disabled={!isReady}
        loading={decision.isPending}
        onClick={() => decision.mutate({ action, ...written })}
      >
        {action === "verify" ? texts.verifyTitle : texts.rejectTitle}
      </Button>
    </SpaceBetween>
  );
}

function TwoPeople({ account: { first_verification: first } }: { account: BankAccountView }) {
  const texts = useBanksTexts();
  const { moment } = useFormats();
  return <Alert type="info">{first ? texts.firstOfTwo(first.name, moment(first.at)) : texts.takesTwo}</Alert>;
}

function Reasons({ written, write }: { written: Written; write: (next: Written) => void }) {
  const texts = useBanksTexts();
  const options = Object.entries(texts.reasons).map(([value, label]) => ({ value, label }));
  return (
    <SpaceBetween size="m">
      <FormField label={texts.reason}>
        <Select
          options={options}
          selectedOption={options.find((each) => each.value === written.code) ?? null}
          onChange={({ detail }) => write({ ...written, code: detail.selectedOption.value ?? written.code })}
        />
      </FormField>
      <FormField label={texts.comment} description={texts.commentHint}>
        <Textarea
          rows={3}
          value={written.comment}
          onChange={({ detail }) => write({ ...written, comment: detail.value.slice(0, 1000) })}
        />
      </FormField>
    </SpaceBetween>
  );
}

function Decided({ account }: { account: BankAccountView }) {
  const texts = useBanksTexts();
  const { moment } = useFormats();
  return (
    <Container header={<Header variant="h2">{texts.decision}</Header>}>
      <SpaceBetween size="xs">
        <Box variant="strong">{texts.statuses[account.status]}</Box>
        {account.decided_at && (
          <Box>{texts.decidedBy(account.decided_by ?? "–", moment(account.decided_at))}</Box>
        )}
        {account.reason && (
          <Box>
            {named(texts.reasons, account.reason.code)} {account.reason.comment}
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}
