// The form that the parts of the page write into.

import { createContext, useContext } from "react";
import type { Choices } from "../../shared/api/gen";
import { useSettingsTexts } from "../i18n/settings";
import type { Form, Problems } from "./form";

interface Editing {
  kept: Choices;
  form: Form;
  problems: Problems;
  // By field, what the API said of it.
  refused: Record<string, string>;
  readOnly: boolean;
  write: (change: Partial<Form>) => void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing & { wrong: (name: keyof Form) => string } {
  const editing = useContext(EditingContext);
  const { problems } = useSettingsTexts();
  if (!editing) throw new Error("useEditing outside of the settings");
  const wrong = (name: keyof Form) => {
    const problem = editing.problems[name];
    return problem ? problems[problem] : (editing.refused[name] ?? "");
  };
  return { ...editing, wrong };
}
