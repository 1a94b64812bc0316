// The notice as the customer will get it, in the customer's own language.

import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import { useEffect, useState } from "react";
import type { CaseView } from "../../../shared/api/gen";
import { LANGUAGES, type Language } from "../../../shared/i18n/core";
import { useCaseTexts } from "../../i18n/case";
import { preview, type Verdict, type Words } from "../preview";
import { type Action, type DecisionDraft, isNamed, isWhole } from "./draft";

const LOAD: Record<Language, () => Promise<{ default: Words }>> = {
  en: () => import("../../i18n/en/words"),
  "zh-CN": () => import("../../i18n/zh-CN/words"),
  th: () => import("../../i18n/th/words"),
};

export function Preview({ view, action, draft }: { view: CaseView; action: Action; draft: DecisionDraft }) {
  const { decision: texts } = useCaseTexts();
  const language = (view.customer.language in LANGUAGES ? view.customer.language : "en") as Language;
  const [words, setWords] = useState<Words | null>(null);
  useEffect(() => {
    let current = true;
    void LOAD[language]().then((loaded) => {
      if (current) setWords(loaded.default);
    });
    return () => {
      current = false;
    };
  }, [language]);
  if (!words) return null;
  const notice = preview(words, view.customer, view.task.tier, asVerdict(action, draft));
  return (
    <Container header={<Box variant="h3">{texts.preview(LANGUAGES[language])}</Box>}>
      <div lang={language}>
        <Box variant="strong">{notice.title}</Box>
        <div className="preview">{notice.text}</div>
      </div>
    </Container>
  );
}

function asVerdict(action: Action, draft: DecisionDraft): Verdict {
  if (action === "approve") return { outcome: "approved" };
  if (action === "reject") return { outcome: "rejected", code: draft.code, comment: draft.comment };
  const { corrections, supplements } = draft;
  return {
    outcome: "revision_requested",
    corrections: corrections.filter(isWhole),
    supplements: supplements.filter(isNamed),
  };
}
