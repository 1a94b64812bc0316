// Why a submission is rejected: a reason with a comment, both told to the customer.

import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { RefObject } from "react";
import { named } from "../../../shared/i18n/core";
import { useCaseTexts } from "../../i18n/case";
import { RETRYABLE } from "../../i18n/reasons";
import { useWordsTexts } from "../../i18n/words";
import type { DecisionDraft } from "./draft";

interface Props {
  // Where writing begins.
  first: RefObject<SelectProps.Ref | null>;
  draft: DecisionDraft;
  showErrors: boolean;
  onChange: (draft: DecisionDraft) => void;
}

export function RejectForm({ first, draft, showErrors, onChange }: Props) {
  const { decision: texts } = useCaseTexts();
  const words = useWordsTexts();
  const missing = (text: string) => (showErrors && !text.trim() ? texts.required : undefined);
  return (
    <SpaceBetween size="m">
      <FormField label={texts.why} errorText={missing(draft.code)}>
        <Select
          ref={first}
          selectedOption={
            draft.code ? { value: draft.code, label: named(words.rejections, draft.code) } : null
          }
          placeholder={texts.chooseReason}
          options={Object.entries(words.rejections).map(([value, label]) => ({
            value,
            label,
            description: RETRYABLE.has(value) ? texts.retryable : texts.final,
          }))}
          onChange={({ detail }) => onChange({ ...draft, code: detail.selectedOption.value ?? "" })}
        />
      </FormField>
      <FormField label={texts.comment} errorText={missing(draft.comment)} stretch>
        <Textarea
          rows={3}
          value={draft.comment}
          placeholder={texts.rejectHint}
          onChange={({ detail }) => onChange({ ...draft, comment: detail.value.slice(0, 1000) })}
        />
      </FormField>
    </SpaceBetween>
  );
}
