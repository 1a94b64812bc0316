// A refusal in the reader's language: by its code where there are words for it, else as the API
// says it in English, always with the request's number for whoever has to look it up.

import { useCallback } from "react";
import { Refusal, UNANSWERED, UNREACHABLE } from "../shared/api/client";
import { useShellTexts } from "./i18n/shell";

export function useErrorText(): (error: unknown) => string {
  const { errors } = useShellTexts();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof Refusal)) return errors.unexpected;
      if (error.code === UNREACHABLE) return errors.unreachable;
      if (error.code === UNANSWERED) return errors.unanswered;
      const words = (errors.codes as Record<string, string>)[error.code] ?? error.message;
      const fields = error.fields.map((each) => `${each.field}: ${each.message}`);
      const request = error.requestId ? ` (${errors.request} ${error.requestId})` : "";
      return [words, ...fields].join(" · ") + request;
    },
    [errors],
  );
}
