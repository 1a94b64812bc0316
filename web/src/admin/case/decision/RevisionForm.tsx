// What the customer is to correct: a list of (field or file, reason, comment).

import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { RefObject } from "react";
import type { CaseView, CorrectionRequest } from "../../../shared/api/gen";
import { named } from "../../../shared/i18n/core";
import { useCaseTexts } from "../../i18n/case";
import { useWordsTexts } from "../../i18n/words";
import { isWhole } from "./draft";

const MOST = 40;
const MOST_LETTERS = 1000;

interface Props {
  // Where writing begins.
  first: RefObject<SelectProps.Ref | null>;
  view: CaseView;
  corrections: CorrectionRequest[];
  showErrors: boolean;
  onChange: (corrections: CorrectionRequest[]) => void;
}

export function RevisionForm({ first, view, corrections, showErrors, onChange }: Props) {
  const { decision: texts } = useCaseTexts();
  const change = (index: number, next: Partial<CorrectionRequest>) =>
    onChange(corrections.map((each, at) => (at === index ? { ...each, ...next } : each)));
  return (
    <SpaceBetween size="m">
      {corrections.map((each, index) => (
        <Row
          key={index}
          begin={index === 0 ? first : undefined}
          number={index + 1}
          view={view}
          value={each}
          showErrors={showErrors}
          onChange={(next) => change(index, next)}
          onRemove={
            corrections.length > 1
              ? () => onChange(corrections.filter((_, at) => at !== index))
              : undefined
          }
        />
      ))}
      <Button
        iconName="add-plus"
        disabled={corrections.length >= MOST || !corrections.every(isWhole)}
        onClick={() => onChange([...corrections, { item: "", code: "", comment: "" }])}
      >
        {texts.addItem}
      </Button>
    </SpaceBetween>
  );
}

interface RowProps {
  begin: RefObject<SelectProps.Ref | null> | undefined;
  number: number;
  view: CaseView;
  value: CorrectionRequest;
  showErrors: boolean;
  onChange: (next: Partial<CorrectionRequest>) => void;
  onRemove: (() => void) | undefined;
}

function Row({ begin, number, view, value, showErrors, onChange, onRemove }: RowProps) {
  const { decision: texts } = useCaseTexts();
  const words = useWordsTexts();
  const option = (code: string, label: string) => (code ? { value: code, label } : null);
  const missing = (text: string) => (showErrors && !text.trim() ? texts.required : undefined);
  const options = (codes: string[]) => codes.map((code) => ({ value: code, label: named(words.items, code) }));
  return (
    <div className="correction">
      <FormField label={texts.item(number)} errorText={missing(value.item)}>
        <Select
          ref={begin}
          selectedOption={option(value.item, named(words.items, value.item))}
          placeholder={texts.chooseItem}
          filteringType="auto"
          options={[
            { label: texts.files, options: options(view.documents.map((each) => each.kind)) },
            { label: texts.fields, options: options(Object.keys(view.fields)) },
          ]}
          onChange={({ detail }) => onChange({ item: detail.selectedOption.value ?? "" })}
        />
      </FormField>
      <FormField label={texts.why} errorText={missing(value.code)}>
        <Select
          selectedOption={option(value.code, named(words.corrections, value.code))}
          placeholder={texts.chooseReason}
          options={Object.entries(words.corrections).map(([code, label]) => ({ value: code, label }))}
          onChange={({ detail }) => onChange({ code: detail.selectedOption.value ?? "" })}
        />
      </FormField>
      <div className="correction-comment">
        <FormField label={texts.comment} errorText={missing(value.comment)} stretch>
          <Textarea
            rows={2}
            value={value.comment}
            placeholder={texts.commentHint}
            onChange={({ detail }) => onChange({ comment: detail.value.slice(0, MOST_LETTERS) })}
          />
        </FormField>
        {onRemove && (
          <Button variant="icon" iconName="remove" ariaLabel={texts.removeItem(number)} onClick={onRemove} />
        )}
      </div>
    </div>
  );
}
