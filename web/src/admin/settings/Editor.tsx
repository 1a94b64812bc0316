// The settings as fields. Only what was changed is kept as a draft and sent: what a colleague
// changes meanwhile stays.

import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Refusal } from "../../shared/api/client";
import type { Choices } from "../../shared/api/gen";
import { may } from "../auth";
import { useDraft } from "../draft";
import { useErrorText } from "../errors";
import { useSettingsTexts } from "../i18n/settings";
import { useShellTexts } from "../i18n/shell";
import { useDesk } from "../queries";
import { useSave } from "./asks";
import { Automatic } from "./Automatic";
import { EditingContext } from "./context";
import { changesOf, type Form as Fields, formOf, type Problem, problemsOf } from "./form";
import { Limits } from "./Limits";
import { Money } from "./Money";
import { Pending } from "./Pending";
import { Reading } from "./Reading";
import { Review } from "./Review";

const NOTHING: Partial<Fields> = {};
const REFUSED: Record<string, Problem> = {
  decreasing: "rising",
  invalid_email: "emails",
  not_after_due_soon: "later",
  too_many_decimals: "money",
};

export function Editor({ kept }: { kept: Choices }) {
  const texts = useSettingsTexts();
  const shell = useShellTexts();
  const textOf = useErrorText();
  const { me } = useDesk();
  const readOnly = !may(me, "change_settings");
  const [draft, setDraft, forget] = useDraft(`settings:${kept.company_id}:${kept.mode}`, NOTHING);
  const save = useSave(forget);
  const form = { ...formOf(kept), ...draft };
  const problems = problemsOf(form);
  const changes = changesOf(form, kept);
  const isChanged = Object.keys(changes).length > 0;
  const write = (change: Partial<Fields>) => {
    if (save.error) save.reset();
    setDraft({ ...draft, ...change });
  };
  const actions = !readOnly && (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" disabled={!isChanged || save.isPending} onClick={forget}>
        {texts.undo}
      </Button>
      <Button
        variant="primary"
        loading={save.isPending}
        disabled={!isChanged || Object.keys(problems).length > 0}
        onClick={() => save.mutate(changes)}
      >
        {shell.save}
      </Button>
    </SpaceBetween>
  );
  const value = { kept, form, problems, refused: refusedOf(save.error, texts.problems), readOnly, write };
  return (
    <EditingContext value={value}>
      <Form actions={actions} errorText={save.error ? textOf(save.error) : undefined}>
        <SpaceBetween size="m">
          {kept.pending && <Pending change={kept.pending} />}
          {readOnly && <Alert type="info">{texts.readOnly}</Alert>}
          <Automatic />
          <Money />
          <Review />
          <Limits />
          <Reading />
        </SpaceBetween>
      </Form>
    </EditingContext>
  );
}

// By field, in the reader's words where there are some; `loan_limits.0.max_loan` is said at the limits.
function refusedOf(error: unknown, words: Record<Problem, string>): Record<string, string> {
  if (!(error instanceof Refusal)) return {};
  return Object.fromEntries(
    error.fields.map(({ field, code, message }) => {
      const problem = REFUSED[code];
      return [field.split(".")[0], problem ? words[problem] : message];
    }),
  );
}
