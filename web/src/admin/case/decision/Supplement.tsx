// A paper outside the tier's list that the customer is to send as well: its title, and what for.

import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Textarea from "@cloudscape-design/components/textarea";
import type { SupplementRequest } from "../../../shared/api/gen";
import { useCaseTexts } from "../../i18n/case";

const MOST_TITLE = 100;
const MOST_LETTERS = 1000;

interface Props {
  number: number;
  value: SupplementRequest;
  showErrors: boolean;
  onChange: (next: Partial<SupplementRequest>) => void;
  onRemove: (() => void) | undefined;
}

export function Supplement({ number, value, showErrors, onChange, onRemove }: Props) {
  const { decision: texts } = useCaseTexts();
  const missing = (text: string) => (showErrors && !text.trim() ? texts.required : undefined);
  return (
    <div className="correction">
      <FormField label={texts.paper(number)} errorText={missing(value.title)}>
        <Input
          value={value.title}
          placeholder={texts.paperTitle}
          onChange={({ detail }) => onChange({ title: detail.value.slice(0, MOST_TITLE) })}
        />
      </FormField>
      <div className="correction-comment">
        <FormField label={texts.paperWhy} errorText={missing(value.description)} stretch>
          <Textarea
            rows={2}
            value={value.description}
            placeholder={texts.commentHint}
            onChange={({ detail }) => onChange({ description: detail.value.slice(0, MOST_LETTERS) })}
          />
        </FormField>
        {onRemove && (
          <Button variant="icon" iconName="remove" ariaLabel={texts.removePaper(number)} onClick={onRemove} />
        )}
      </div>
    </div>
  );
}
