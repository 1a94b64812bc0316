// One company's statement: what was booked by hand, and charges, which can be given back.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { type EntryAnswer, proposeTakeBack, reverseCharge } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { ENTRY_LOOKS } from "../billing/columns";
import { TYPES } from "../billing/filter";
import { Figure } from "../components/Figure";
import { Empty, Failed } from "../components/Loaded";
import { More } from "../components/More";
import { useBillingTexts } from "../i18n/billing";
import { useOperatorTexts } from "../i18n/operator";
import { useShellTexts } from "../i18n/shell";
import { useBooked } from "./asks";
import { By } from "./By";
import { useFields } from "./fields";
import { FormDialog } from "./FormDialog";

type Type = EntryAnswer["type"];

export function Booked({ company }: { company: string }) {
  const { booked: texts } = useOperatorTexts();
  const { types } = useBillingTexts();
  const shell = useShellTexts();
  const [type, setType] = useState<Type>();
  const [giving, setGiving] = useState<EntryAnswer | null>(null);
  const close = () => setGiving(null);
  const entries = useBooked(company, type);
  const found = entries.data?.pages.flatMap((page) => page.entries) ?? [];
  const columnDefinitions = useColumns(found, setGiving);
  const options = [{ value: "", label: texts.all }, ...TYPES.map((value) => ({ value, label: named(types, value) }))];
  const choice = (
    <Select
      ariaLabel={texts.type}
      options={options}
      selectedOption={options.find((each) => each.value === (type ?? "")) ?? null}
      onChange={({ detail }) => setType(TYPES.find((each) => each === detail.selectedOption.value))}
    />
  );
  if (entries.error) return <Failed error={entries.error} onRetry={() => void entries.refetch()} />;
  return (
    <>
      <Table
        variant="container"
        items={found}
        trackBy="entry_id"
        wrapLines
        loading={entries.isPending}
        loadingText={shell.loading}
        header={
          <Header variant="h2" description={texts.about} actions={choice}>
            {texts.title}
          </Header>
        }
        ariaLabels={{ tableLabel: texts.title }}
        empty={<Empty title={texts.none}>{texts.noneHint}</Empty>}
        footer={<More pages={entries} />}
        columnDefinitions={columnDefinitions}
      />
      {giving && giving.type === "deposit" && <TakingBack entry={giving} onClose={close} />}
      {giving && giving.type !== "deposit" && <GivingBack entry={giving} onClose={close} />}
    </>
  );
}

function useColumns(found: EntryAnswer[], onGive: (entry: EntryAnswer) => void) {
  const { booked: texts, takeBack } = useOperatorTexts();
  const { money, moment } = useFormats();
  const aboutOf = (type: Type) => new Set(found.filter((each) => each.type === type).map((each) => each.about));
  const [given, taken] = [aboutOf("reversal"), aboutOf("take_back")];
  const act = (each: EntryAnswer) => {
    const isDeposit = each.type === "deposit";
    if (!isDeposit && each.state !== "captured" && each.state !== "captured_late") return null;
    if ((isDeposit ? taken : given).has(each.entry_id)) return isDeposit ? takeBack.done : texts.givenBack;
    const label = isDeposit ? takeBack.action : texts.give;
    return (
      <Button variant="inline-link" ariaLabel={`${label}: ${each.entry_id}`} onClick={() => onGive(each)}>
        {label}
      </Button>
    );
  };
  return [
    { id: "time", header: texts.time, isRowHeader: true, minWidth: 120, cell: (each: EntryAnswer) => moment(each.settled_at) },
    { id: "type", header: texts.type, minWidth: 150, cell: (each: EntryAnswer) => <What entry={each} /> },
    { id: "about", header: texts.concerns, minWidth: 180, cell: (each: EntryAnswer) => <Concerns entry={each} /> },
    { id: "amount", header: <Figure>{texts.amount}</Figure>, cell: (each: EntryAnswer) => <Figure>{money(each.amount)}</Figure> },
    { id: "act", header: texts.actions, minWidth: 110, cell: act },
  ];
}

// What was booked is done; only a charge has more to say.
function What({ entry: { type, service, state } }: { entry: EntryAnswer }) {
  const { types, states } = useBillingTexts();
  const { services } = useOperatorTexts();
  return (
    <>
      {[named(types, type), ...(service ? [services[service]] : [])].join(" · ")}
      {state !== "done" && (
        <div>
          <StatusIndicator type={ENTRY_LOOKS[state]}>{named(states, state)}</StatusIndicator>
        </div>
      )}
    </>
  );
}

// Everything else was done by the company's staff or by the service itself.
const BY_HAND = new Set<Type>(["deposit", "take_back", "adjustment", "reversal"]);

// Where two people acted, a reason is always there, and the reference is who proposed it.
function Concerns({ entry }: { entry: EntryAnswer }) {
  const { nothing } = useShellTexts();
  const { actor, reason, reference, submission_id: submission, type } = entry;
  const text = reason ?? reference ?? submission ?? nothing;
  return (
    <>
      <span className="break">{text}</span>
      {actor && BY_HAND.has(type) && (
        <Box fontSize="body-s" color="text-body-secondary">
          <By id={actor} />
        </Box>
      )}
    </>
  );
}

function GivingBack({ entry, onClose }: { entry: EntryAnswer; onClose: () => void }) {
  const { booked: texts } = useOperatorTexts();
  const { reason } = useFields();
  const { money } = useFormats();
  const amount = money(entry.unit_price ?? entry.amount);
  return (
    <FormDialog
      name={`reversal:${entry.entry_id}`}
      title={texts.giveTitle(amount)}
      action={texts.give}
      about={texts.giveAbout}
      fields={[reason]}
      send={({ reason: why = "" }) => {
        const body = { entry_id: entry.entry_id, reason: why.trim() };
        return data(reverseCharge({ throwOnError: true, body }));
      }}
      said={(done) => texts.said(money(done.entry.amount))}
      onClose={onClose}
    />
  );
}

// By two people, and once; empty for all of it.
function TakingBack({ entry, onClose }: { entry: EntryAnswer; onClose: () => void }) {
  const { takeBack: texts } = useOperatorTexts();
  const { usdt, reason } = useFields();
  const { money } = useFormats();
  return (
    <FormDialog
      name={`take-back:${entry.entry_id}`}
      title={texts.title(money(entry.amount))}
      action={texts.action}
      about={texts.about}
      fields={[{ ...usdt, hint: texts.hint, mayBeEmpty: true }, reason]}
      send={({ amount = "", reason: why = "" }, once) => {
        const part = amount ? { amount } : {};
        const body = { entry_id: entry.entry_id, currency: "USDT" as const, reason: why.trim(), ...part };
        return data(proposeTakeBack({ throwOnError: true, body, headers: { "Idempotency-Key": once } }));
      }}
      said={() => texts.said}
      onClose={onClose}
    />
  );
}
