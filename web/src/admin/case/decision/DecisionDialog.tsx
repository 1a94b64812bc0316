// One decision: what it needs, what the customer is going to read, and the word to confirm.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import type { SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, useState } from "react";
import type { CaseView, DecisionAnswer } from "../../../shared/api/gen";
import { useLanguage } from "../../../shared/i18n/core";
import { useErrorText } from "../../errors";
import { useCaseTexts } from "../../i18n/case";
import { useShellTexts } from "../../i18n/shell";
import { type Answers, sent, standsAgainst, unexplained } from "../answers";
import { ClaimNotice } from "../ClaimNotice";
import { type Decision, isOutdated, useDecide } from "../data";
import { type Action, type DecisionDraft, isComplete, useDecisionDraft } from "./draft";
import { Preview } from "./Preview";
import { RejectForm } from "./RejectForm";
import { RevisionForm } from "./RevisionForm";

interface Props {
  action: Action;
  view: CaseView;
  answers: Answers;
  onClose: () => void;
  onDecided: (answer: DecisionAnswer) => void;
  onReload: () => void;
}

export function DecisionDialog({ action, view, answers, onClose, onDecided, onReload }: Props) {
  const { decision: texts } = useCaseTexts();
  const shell = useShellTexts();
  const { submission_id, revision, tier } = view.task;
  const [draft, write, forget] = useDecisionDraft(submission_id, revision);
  const [tried, setTried] = useState(false);
  const confirm = useRef<ButtonProps.Ref>(null);
  const first = useRef<SelectProps.Ref>(null);
  const decide = useDecide(submission_id);
  const against = useObstacles(action, view, answers);
  // By keyboard: A, then Enter. The other two begin with what has to be written.
  useEffect(() => {
    const begin = action === "approve" ? confirm : first;
    requestAnimationFrame(() => begin.current?.focus());
  }, [action]);
  const submit = () => {
    setTried(true);
    if (against.length > 0 || !isComplete(action, draft)) return;
    decide.mutate(
      {
        revision,
        checklist: sent(view.checklist, answers),
        note: draft.note.trim(),
        decision: asDecision(action, draft),
      },
      {
        onSuccess: (answer) => {
          forget();
          onDecided(answer);
        },
      },
    );
  };
  return (
    <Modal
      visible
      size={action === "approve" ? "medium" : "large"}
      header={texts.titles[action](tier)}
      // What has been sent is decided or refused before the page goes on.
      onDismiss={() => decide.isPending || onClose()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" disabled={decide.isPending} onClick={onClose}>
              {shell.cancel}
            </Button>
            <Button
              ref={confirm}
              variant="primary"
              loading={decide.isPending}
              disabled={against.length > 0}
              onClick={submit}
            >
              {texts.confirm[action]}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {against.length > 0 && (
          <Alert type="warning" header={texts.checklistFirst}>
            <ul>
              {against.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </Alert>
        )}
        {decide.error && <Refused submissionId={submission_id} error={decide.error} onReload={onReload} />}
        {action === "request-revision" && (
          <RevisionForm
            first={first}
            view={view}
            draft={draft}
            showErrors={tried}
            onChange={write}
          />
        )}
        {action === "reject" && <RejectForm first={first} draft={draft} showErrors={tried} onChange={write} />}
        <Preview view={view} action={action} draft={draft} />
        <FormField label={texts.note} description={texts.noteHint} stretch>
          <Input
            value={draft.note}
            onChange={({ detail }) => write({ ...draft, note: detail.value.slice(0, 2000) })}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}

function Refused({ submissionId, error, onReload }: { submissionId: string; error: unknown; onReload: () => void }) {
  const { errors } = useShellTexts();
  const textOf = useErrorText();
  if (isOutdated(error)) {
    return <ClaimNotice header={errors.title} submissionId={submissionId} error={error} onReload={onReload} />;
  }
  return (
    <Alert type="error" header={errors.title}>
      {textOf(error)}
    </Alert>
  );
}

// The lines of the checklist that keep this decision from being sent.
function useObstacles(action: Action, view: CaseView, answers: Answers): string[] {
  const { language } = useLanguage();
  const lines =
    action === "approve"
      ? standsAgainst(view.checklist, answers)
      : unexplained(view.checklist, answers);
  return lines.map((line) => line.text[language] ?? line.text.en ?? line.code);
}

function asDecision(action: Action, draft: DecisionDraft): Decision {
  if (action === "approve") return { action };
  if (action === "reject") return { action, code: draft.code, comment: draft.comment.trim() };
  const corrections = draft.corrections.map((each) => ({ ...each, comment: each.comment.trim() }));
  const supplements = draft.supplements.map(({ title, description }) => ({
    title: title.trim(),
    description: description.trim(),
  }));
  return { action, corrections, supplements };
}
