// The parts of a case, and what its buttons and keys do.

import Alert from "@cloudscape-design/components/alert";
import ContentLayout from "@cloudscape-design/components/content-layout";
import { useState } from "react";
import type { CaseView, DecisionAnswer } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { may } from "../auth";
import { Loaded } from "../components/Loaded";
import { useDraft } from "../draft";
import { useCaseTexts } from "../i18n/case";
import { useDesk } from "../queries";
import { useToast } from "../toasts";
import type { Answers } from "./answers";
import { Business } from "./Business";
import { CaseHeader, Outcome } from "./CaseHeader";
import { Changes } from "./Changes";
import { Checklist, focusChecklist } from "./Checklist";
import { ClaimNotice } from "./ClaimNotice";
import { Declared, Facts } from "./Declared";
import { Documents, usePair } from "./Documents";
import { isOutdated, neighbours, useClaim, useComparison, useRelease } from "./data";
import { DecisionDialog } from "./decision/DecisionDialog";
import type { Action } from "./decision/draft";
import { Duplicates } from "./Duplicates";
import { filesOf } from "./files";
import { HandOver } from "./HandOver";
import { History } from "./History";
import { useKeys, useKeysSwitch } from "./keys";
import { Liveness } from "./Liveness";
import { Notes } from "./Notes";

const NO_ANSWERS: Answers = {};

export function CaseBody({ view, onReload }: { view: CaseView; onReload: () => void }) {
  const { task, customer } = view;
  const texts = useCaseTexts();
  const { me } = useDesk();
  const toast = useToast();
  const decides = may(me, "decide_cases") && task.status === "pending";
  const claim = useClaim(task.submission_id, decides);
  const canDecide = decides && claim.data?.claim?.by === me.id && !isOutdated(claim.error);
  const comparison = useComparison(task.submission_id, task.revision);
  const release = useRelease(task.submission_id);
  const [pair, setPair] = usePair();
  const [action, setAction] = useState<Action | null>(null);
  const [givesAway, setGivesAway] = useState(false);
  const [answers, setAnswers, forgetAnswers] = useDraft<Answers>(
    `checklist:${task.submission_id}:${task.revision}`,
    NO_ANSWERS,
  );
  const [keysOn, setKeysOn] = useKeysSwitch();
  const open = (step: "next" | "previous") =>
    neighbours(task.submission_id)
      .then((found) => go(found[step] ? `/cases/${found[step]}` : "/queue"))
      .catch(toast.error);
  const act = (wanted: Action) => () => canDecide && setAction(wanted);
  useKeys(keysOn && !action && !givesAway, {
    j: () => void open("next"),
    k: () => void open("previous"),
    c: focusChecklist,
    a: act("approve"),
    v: act("request-revision"),
    r: act("reject"),
  });
  const more: Record<string, () => void> = {
    next: () => void open("next"),
    previous: () => void open("previous"),
    reload: onReload,
    "hand-over": () => setGivesAway(true),
    keys: () => setKeysOn(!keysOn),
    release: () => release.mutate(undefined, { onSuccess: () => go("/queue"), onError: toast.error }),
  };
  const decided = (answer: DecisionAnswer) => {
    const name = task.customer_name ?? texts.unnamed;
    // Still pending: an approval that takes two people.
    const done = answer.status === "pending" ? texts.decision.first : texts.decision.done[action ?? "approve"];
    toast.success(done(name));
    forgetAnswers();
    setAction(null);
    void open("next");
  };
  const hasFrozen = customer.frozen_at !== null || customer.merged_into !== null;
  return (
    <ContentLayout
      header={
        <CaseHeader
          view={view}
          canDecide={canDecide}
          keysOn={keysOn}
          onAct={setAction}
          onMore={(id) => more[id]?.()}
        />
      }
    >
      <div className="column">
        {decides && claim.error && <ClaimNotice submissionId={task.submission_id} error={claim.error} onReload={onReload} />}
        {hasFrozen && <Alert type="warning">{texts.frozen}</Alert>}
        <Duplicates alerts={view.duplicates} />
        <Outcome view={view} />
        <Facts view={view} />
        <div className="case">
          <div className="column">
            <Documents
              files={filesOf(view, comparison.data)}
              pair={pair}
              onPair={setPair}
              onRenew={onReload}
            />
            {view.business && <Business found={view.business} />}
            {task.revision > 1 && (
              <Loaded query={comparison}>{(found) => <Changes comparison={found} onPair={setPair} />}</Loaded>
            )}
            <div className="late">
              <History customerId={customer.customer_id} submissionId={task.submission_id} />
            </div>
          </div>
          <div className="column">
            <Declared view={view} />
            <Liveness checks={view.liveness} />
            {view.checklist.length > 0 && (
              <Checklist
                lines={view.checklist}
                answers={answers}
                decided={task.status !== "pending"}
                disabled={!canDecide}
                onChange={setAnswers}
              />
            )}
            <Notes submissionId={task.submission_id} notes={view.notes} />
          </div>
        </div>
        {givesAway && (
          <HandOver
            submissionId={task.submission_id}
            onClose={() => setGivesAway(false)}
            onDone={(name) => {
              toast.success(texts.handOver.done(name));
              void open("next");
            }}
          />
        )}
        {action && (
          <DecisionDialog
            action={action}
            view={view}
            answers={answers}
            onClose={() => setAction(null)}
            onDecided={decided}
            onReload={() => {
              setAction(null);
              onReload();
            }}
          />
        )}
      </div>
    </ContentLayout>
  );
}
