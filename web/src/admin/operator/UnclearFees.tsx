// Fees that stay held because nobody understands what the provider answered; there are none as a rule.

import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { type NewSettlement, proposeSettlement, type UnclearHold } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Figure } from "../components/Figure";
import { Failed } from "../components/Loaded";
import { useOperatorTexts } from "../i18n/operator";
import { useStatesTexts } from "../i18n/states";
import { useUnclearFees } from "./asks";
import { useFields } from "./fields";
import { type Field, FormDialog } from "./FormDialog";

type Outcome = NonNullable<NewSettlement["outcome"]>;

// What FaceID bills.
const OUTCOMES: Outcome[] = [
  "matched",
  "face_mismatch",
  "no_such_id",
  "name_mismatch",
  "source_photo_unusable",
  "liveness_failed",
  "unclear_answer",
];

export function UnclearFees() {
  const { unclear: texts, corrections } = useOperatorTexts();
  const { routeReasons: reasons } = useStatesTexts();
  const { money, moment } = useFormats();
  const fees = useUnclearFees();
  const [settling, setSettling] = useState<UnclearHold | null>(null);
  if (fees.error) return <Failed error={fees.error} onRetry={() => void fees.refetch()} />;
  if (!fees.data?.length) return null;
  return (
    <>
      <Table
        variant="container"
        items={fees.data}
        trackBy="entry_id"
        wrapLines
        header={
          <Header variant="h2" description={texts.about}>
            {texts.title}
          </Header>
        }
        ariaLabels={{ tableLabel: texts.title }}
        columnDefinitions={[
          { id: "entry", header: texts.entry, isRowHeader: true, cell: (each) => <span className="break">{each.entry_id}</span> },
          { id: "why", header: texts.why, cell: (each) => named(reasons, each.why) },
          { id: "since", header: texts.since, cell: (each) => moment(each.over_since) },
          { id: "reference", header: texts.reference, cell: (each) => <span className="break">{each.provider_ref}</span> },
          { id: "amount", header: <Figure>{corrections.amount}</Figure>, cell: (each) => <Figure>{money(each.amount)}</Figure> },
          {
            id: "act",
            header: corrections.state,
            cell: (each) => (
              <Button ariaLabel={`${texts.action}: ${each.entry_id}`} onClick={() => setSettling(each)}>
                {texts.action}
              </Button>
            ),
          },
        ]}
      />
      {settling && <Settling fee={settling} onClose={() => setSettling(null)} />}
    </>
  );
}

function Settling({ fee, onClose }: { fee: UnclearHold; onClose: () => void }) {
  const { unclear: texts } = useOperatorTexts();
  const { routeReasons: reasons } = useStatesTexts();
  const { reason } = useFields();
  const { money } = useFormats();
  const charges = OUTCOMES.map((value) => ({ value, label: texts.charge(named(reasons, value)) }));
  const options = [{ value: "release", label: texts.release }, ...charges];
  const accepts = (value: string) => options.some((each) => each.value === value);
  const result: Field = { name: "outcome", ...texts.result, options, accepts };
  return (
    <FormDialog
      name={`settlement:${fee.entry_id}`}
      title={`${texts.action}: ${money(fee.amount)}`}
      action={texts.action}
      about={texts.about}
      fields={[result, reason]}
      send={({ outcome: chosen = "", reason: why = "" }, once) => {
        const outcome = OUTCOMES.find((each) => each === chosen);
        const settled = outcome ? { settle: "charge" as const, outcome } : { settle: "release" as const };
        const body = { entry_id: fee.entry_id, reason: why.trim(), ...settled };
        return data(proposeSettlement({ throwOnError: true, body, headers: { "Idempotency-Key": once } }));
      }}
      said={() => texts.said}
      onClose={onClose}
    />
  );
}
