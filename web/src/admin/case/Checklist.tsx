// What a tier wants looked at before it is approved. Answers are kept in this tab until they go
// along with the decision.

import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import type { ChecklistAnswer, ChecklistLine } from "../../shared/api/gen";
import { useLanguage } from "../../shared/i18n/core";
import { useCaseTexts } from "../i18n/case";
import { ANSWERS, type Answers } from "./answers";

const PLACE = "checklist";

// By keyboard: to "mark the rest as passed", or to the first line when nothing is left to mark.
export const focusChecklist = () =>
  document.querySelector<HTMLElement>(`#${PLACE} button, #${PLACE} input`)?.focus();

interface Props {
  lines: ChecklistLine[];
  answers: Answers;
  // Then it tells what was answered, and asks nothing.
  decided: boolean;
  disabled: boolean;
  onChange: (answers: Answers) => void;
}

export function Checklist({ lines, answers, decided, disabled, onChange }: Props) {
  const { checklist: texts } = useCaseTexts();
  const done = lines.filter((line) => answers[line.code]?.answer).length;
  const rest = lines.filter((line) => !answers[line.code]?.answer);
  const passRest = () =>
    onChange({ ...answers, ...Object.fromEntries(rest.map(({ code }) => [code, { answer: "passed" }])) });
  return (
    <Container
      id={PLACE}
      header={
        <Header
          variant="h2"
          counter={decided ? undefined : `(${done}/${lines.length})`}
          actions={
            rest.length > 0 &&
            !disabled && (
              <Button variant="inline-link" onClick={passRest}>
                {texts.passRest}
              </Button>
            )
          }
        >
          {texts.title}
        </Header>
      }
    >
      {lines.map((line) => (
        <Line
          key={line.code}
          line={line}
          given={answers[line.code]}
          decided={decided}
          disabled={disabled}
          onChange={(answer) => onChange({ ...answers, [line.code]: answer })}
        />
      ))}
    </Container>
  );
}

interface LineProps {
  line: ChecklistLine;
  given: Answers[string] | undefined;
  decided: boolean;
  disabled: boolean;
  onChange: (answer: Answers[string]) => void;
}

function Line({ line, given, decided, disabled, onChange }: LineProps) {
  const { checklist: texts } = useCaseTexts();
  const { language } = useLanguage();
  const text = line.text[language] ?? line.text.en ?? line.code;
  const last = line.answers.at(-1);
  const needsNote = given?.answer && given.answer !== "passed";
  return (
    <div className="check">
      <Box variant="span">
        {text} {!line.required && <Badge color="grey">{texts.optional}</Badge>}
      </Box>
      {last && (
        <Box variant="small" color="text-body-secondary">
          {texts.before(texts.answers[last.answer], last.revision, last.by)} {last.note}
        </Box>
      )}
      {decided ? (
        !last && <Box color="text-status-inactive">{texts.unanswered}</Box>
      ) : (
        <RadioGroup
          direction="horizontal"
          ariaLabel={text}
          value={given?.answer ?? null}
          items={ANSWERS.map((value) => ({ value, label: texts.answers[value], disabled }))}
          onChange={({ detail }) => onChange({ ...given, answer: detail.value as ChecklistAnswer["answer"] })}
        />
      )}
      {needsNote && !decided && (
        <Input
          value={given.note ?? ""}
          invalid={!given.note?.trim()}
          placeholder={texts.why}
          ariaLabel={`${texts.why}: ${text}`}
          disabled={disabled}
          onChange={({ detail }) => onChange({ ...given, note: detail.value.slice(0, 500) })}
        />
      )}
    </div>
  );
}
