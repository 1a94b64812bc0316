// What one operator proposed: another one applies it, and only then something moves.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { applyProposal, declineProposal, type ProposalAnswer } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Dialog } from "../components/Dialog";
import { Figure } from "../components/Figure";
import { Empty, Failed } from "../components/Loaded";
import { Go } from "../components/Go";
import { useOperatorTexts } from "../i18n/operator";
import { useShellTexts } from "../i18n/shell";
import { useStatesTexts } from "../i18n/states";
import { useDesk } from "../queries";
import { useAct, useProposals } from "./asks";
import { useCheck } from "./Booking";
import { By } from "./By";
import { useFields } from "./fields";
import { FormDialog } from "./FormDialog";
import type { Row } from "./rows";

interface Props {
  rows: Row[];
  // What waits for this one only: what was applied stands in its statement.
  company?: string;
}

type Act = { verb: "apply" | "decline"; proposal: ProposalAnswer };

export function Proposals({ rows, company }: Props) {
  const { corrections: texts } = useOperatorTexts();
  const shell = useShellTexts();
  const proposals = useProposals();
  const [acting, setActing] = useState<Act | null>(null);
  const columns = useColumns(rows, setActing).filter((each) => each.id !== "company" || !company);
  const row = acting && rows.find((each) => each.company.company_id === acting.proposal.company_id);
  const found = proposals.data ?? [];
  const items = company ? found.filter((each) => each.company_id === company && each.state === "proposed") : found;
  const close = () => setActing(null);
  if (proposals.error) return <Failed error={proposals.error} onRetry={() => void proposals.refetch()} />;
  if (company && items.length === 0) return null;
  return (
    <>
      <Table
        variant="container"
        items={items}
        trackBy="proposal_id"
        wrapLines
        loading={proposals.isPending}
        loadingText={shell.loading}
        header={
          <Header variant="h2" description={texts.about}>
            {texts.title}
          </Header>
        }
        ariaLabels={{ tableLabel: texts.title }}
        empty={<Empty title={texts.none}>{texts.noneHint}</Empty>}
        columnDefinitions={columns}
      />
      {acting?.verb === "apply" && row && <Applying proposal={acting.proposal} row={row} onClose={close} />}
      {acting?.verb === "decline" && <Ending proposal={acting.proposal} onClose={close} />}
    </>
  );
}

function useColumns(rows: Row[], onAct: (act: Act) => void) {
  const { corrections: texts, columns } = useOperatorTexts();
  const { money, moment } = useFormats();
  const nameOf = (id: string) => rows.find((each) => each.company.company_id === id)?.company.name ?? id;
  const link = ({ company_id: id }: ProposalAnswer) => <Go to={`/operator/${id}`}>{nameOf(id)}</Go>;
  return [
    { id: "at", header: texts.proposed, isRowHeader: true, minWidth: 110, cell: (each: ProposalAnswer) => moment(each.proposed_at) },
    { id: "company", header: columns.name, cell: link },
    { id: "kind", header: texts.kind, minWidth: 130, cell: (each: ProposalAnswer) => <What proposal={each} /> },
    { id: "reason", header: texts.reason, minWidth: 160, cell: (each: ProposalAnswer) => each.reason },
    { id: "by", header: texts.by, minWidth: 100, cell: (each: ProposalAnswer) => <By id={each.proposed_by} /> },
    {
      id: "amount",
      header: <Figure>{texts.amount}</Figure>,
      cell: (each: ProposalAnswer) => <Figure>{money(each.amount)}</Figure>,
    },
    {
      id: "state",
      header: texts.state,
      minWidth: 170,
      cell: (each: ProposalAnswer) => (
        <State proposal={each} about={`${nameOf(each.company_id)} ${money(each.amount)}`} onAct={onAct} />
      ),
    },
  ];
}

// What it is about: a payment's reference, a deposit, or a fee and what becomes of it.
function What({ proposal: { kind, reference, about, settle, outcome } }: { proposal: ProposalAnswer }) {
  const { corrections: texts } = useOperatorTexts();
  const { routeReasons: reasons } = useStatesTexts();
  const settled = [...(settle ? [texts.settles[settle]] : []), ...(outcome ? [named(reasons, outcome)] : [])];
  return (
    <>
      {[texts.kinds[kind], ...settled].join(" · ")}
      <Box fontSize="body-s" color="text-body-secondary">
        <span className="break">{reference ?? about}</span>
      </Box>
    </>
  );
}

// Whoever proposed it is told so before the API refuses them; they can withdraw it.
function State({ proposal, about, onAct }: { proposal: ProposalAnswer; about: string; onAct: (act: Act) => void }) {
  const { corrections: texts } = useOperatorTexts();
  const { me } = useDesk();
  const { moment } = useFormats();
  const own = proposal.proposed_by === me.id;
  if (proposal.state !== "proposed") {
    return (
      <>
        <StatusIndicator type={proposal.state === "applied" ? "success" : "stopped"} wrapText={false}>
          {texts.states[proposal.state]}
        </StatusIndicator>
        <Box fontSize="body-s" color="text-body-secondary">
          {proposal.ended_at && moment(proposal.ended_at)} {proposal.ended_by && <By id={proposal.ended_by} />}
          <div>{proposal.ended_reason}</div>
        </Box>
      </>
    );
  }
  const end = own ? texts.withdraw : texts.decline;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        ariaLabel={`${texts.apply}: ${about}`}
        disabled={own}
        disabledReason={texts.own}
        onClick={() => onAct({ verb: "apply", proposal })}
      >
        {texts.apply}
      </Button>
      <Button variant="link" ariaLabel={`${end}: ${about}`} onClick={() => onAct({ verb: "decline", proposal })}>
        {end}
      </Button>
    </SpaceBetween>
  );
}

function Applying({ proposal, row, onClose }: { proposal: ProposalAnswer; row: Row; onClose: () => void }) {
  const { corrections: texts, check: words, fields } = useOperatorTexts();
  const { money } = useFormats();
  const check = useCheck(row);
  const { amount, reason, reference } = proposal;
  const path = { proposal_id: proposal.proposal_id };
  const said = () => texts.said(money(amount), row.company.name);
  const apply = useAct(() => data(applyProposal({ throwOnError: true, path })), said, onClose);
  const why = reference ? { label: fields.reference.label, value: reference } : { label: fields.reason.label, value: reason ?? "" };
  // A fee is held already: nothing is added to or taken from what is available.
  const items =
    proposal.kind === "settlement"
      ? [
          { label: words.company, value: row.company.name },
          { label: words.amount, value: <strong>{money(amount)}</strong> },
          { label: texts.kind, value: <What proposal={proposal} /> },
          why,
        ]
      : check(amount.amount, amount.currency === "USDT" ? "USDT" : "CNY", why);
  return (
    <Dialog
      title={texts.applyTitle}
      action={texts.apply}
      pending={apply.isPending}
      error={apply.error}
      onAct={() => apply.mutate(undefined)}
      onClose={onClose}
    >
      <KeyValuePairs columns={2} items={items} />
      <Alert type="warning">{texts.final}</Alert>
    </Dialog>
  );
}

function Ending({ proposal, onClose }: { proposal: ProposalAnswer; onClose: () => void }) {
  const { corrections: texts } = useOperatorTexts();
  const { reason } = useFields();
  const { me } = useDesk();
  const path = { proposal_id: proposal.proposal_id };
  const verb = proposal.proposed_by === me.id ? texts.withdraw : texts.decline;
  return (
    <FormDialog
      name={`proposal:${proposal.proposal_id}`}
      title={`${verb}: ${texts.kinds[proposal.kind]}`}
      action={verb}
      about={texts.endAbout}
      fields={[reason]}
      send={({ reason: why = "" }) => data(declineProposal({ throwOnError: true, path, body: { reason: why.trim() } }))}
      said={() => texts.endSaid}
      onClose={onClose}
    />
  );
}
