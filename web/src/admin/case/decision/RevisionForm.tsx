// What the customer is to correct: a list of (field or file, reason, comment), and papers outside
// the tier's list.

import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { RefObject } from "react";
import type { CaseView, CorrectionRequest, SupplementRequest } from "../../../shared/api/gen";
import { named } from "../../../shared/i18n/core";
import { useCaseTexts } from "../../i18n/case";
import { useWordsTexts } from "../../i18n/words";
import { type DecisionDraft, isNamed, isWhole } from "./draft";
import { Supplement } from "./Supplement";

const MOST = 40;
const MOST_SUPPLEMENTS = 10;
const MOST_LETTERS = 1000;

interface Props {
  // Where writing begins.
  first: RefObject<SelectProps.Ref | null>;
  view: CaseView;
  draft: DecisionDraft;
  showErrors: boolean;
  onChange: (draft: DecisionDraft) => void;
}

export function RevisionForm({ first, view, draft, showErrors, onChange }: Props) {
  const { decision: texts } = useCaseTexts();
  const { corrections, supplements } = draft;
  const correct = (next: CorrectionRequest[]) => onChange({ ...draft, corrections: next });
  const supplement = (next: SupplementRequest[]) => onChange({ ...draft, supplements: next });
  // Something is asked for.
  const more = corrections.length + supplements.length > 1;
  return (
    <SpaceBetween size="m">
      {corrections.map((each, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: all that a row knows, it is given
          key={index}
          begin={index === 0 ? first : undefined}
          number={index + 1}
          view={view}
          value={each}
          showErrors={showErrors}
          onChange={(next) => correct(withChange(corrections, index, next))}
          onRemove={more ? () => correct(without(corrections, index)) : undefined}
        />
      ))}
      {supplements.map((each, index) => (
        <Supplement
          // biome-ignore lint/suspicious/noArrayIndexKey: all that a row knows, it is given
          key={index}
          number={index + 1}
          value={each}
          showErrors={showErrors}
          onChange={(next) => supplement(withChange(supplements, index, next))}
          onRemove={more ? () => supplement(without(supplements, index)) : undefined}
        />
      ))}
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          iconName="add-plus"
          disabled={corrections.length >= MOST || !corrections.every(isWhole)}
          onClick={() => correct([...corrections, { item: "", code: "", comment: "" }])}
        >
          {texts.addItem}
        </Button>
        <Button
          iconName="add-plus"
          disabled={supplements.length >= MOST_SUPPLEMENTS || !supplements.every(isNamed)}
          onClick={() => supplement([...supplements, { title: "", description: "" }])}
        >
          {texts.addPaper}
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}

const withChange = <T,>(all: T[], index: number, next: Partial<T>): T[] =>
  all.map((each, at) => (at === index ? { ...each, ...next } : each));

const without = <T,>(all: T[], index: number): T[] => all.filter((_, at) => at !== index);

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
