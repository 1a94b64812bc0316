// Whoever else is at this case, or was faster.

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useMutation } from "@tanstack/react-query";
import { data, Refusal } from "../../shared/api/client";
import { takeOverTask } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { may } from "../auth";
import { useErrorText } from "../errors";
import { useCaseTexts } from "../i18n/case";
import { useWordsTexts } from "../i18n/words";
import { useDesk } from "../queries";
import { useToast } from "../toasts";

interface Details {
  claim?: { name?: string; expires_at?: string };
  decision?: { status?: string; decided_by?: string; decided_at?: string };
}

interface Props {
  // What was just refused; absent when the page merely tells who is there.
  header?: string;
  submissionId: string;
  error: unknown;
  onReload: () => void;
}

export function ClaimNotice({ header, submissionId: submission_id, error, onReload }: Props) {
  const { claim: texts } = useCaseTexts();
  const words = useWordsTexts();
  const { ago, moment } = useFormats();
  const textOf = useErrorText();
  const { me } = useDesk();
  const toast = useToast();
  const takeOver = useMutation({
    mutationFn: () => data(takeOverTask({ throwOnError: true, path: { submission_id } })),
    onSuccess: onReload,
    onError: toast.error,
  });
  const reload = <Button onClick={onReload}>{texts.reload}</Button>;
  const take = (
    <Button loading={takeOver.isPending} onClick={() => takeOver.mutate()}>
      {texts.takeOver}
    </Button>
  );
  const type = header ? "warning" : "info";
  if (!(error instanceof Refusal)) return null;
  const { claim, decision } = error.details as Details;
  if (error.code === "claimed_by_other" && claim?.expires_at) {
    return (
      <Alert type={type} header={header} action={may(me, "take_over_tasks") ? take : reload}>
        {texts.byOther(claim.name ?? "–", moment(claim.expires_at))}
      </Alert>
    );
  }
  if (error.code === "already_decided" && decision?.decided_at) {
    const status = named(words.status, decision.status ?? "");
    return (
      <Alert type={type} header={header} action={reload}>
        {texts.decided(status, decision.decided_by ?? "–", ago(decision.decided_at))}
      </Alert>
    );
  }
  return (
    <Alert type="warning" header={header} action={reload}>
      {textOf(error)}
    </Alert>
  );
}
