// One case: everything needed to decide it, and the decision, without leaving the keyboard.

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useParams } from "wouter";
import { CaseBody } from "../case/CaseBody";
import { useCase } from "../case/data";
import { Loaded } from "../components/Loaded";
import { useKey } from "../queries";

export default function Case() {
  const { submission_id = "" } = useParams();
  const query = useCase(submission_id);
  const queryClient = useQueryClient();
  const key = useKey();
  const loaded = query.data?.task.submission_id;
  // The next case begins where the one before began, also for who cannot see it change.
  useEffect(() => {
    if (loaded) document.getElementById("case-title")?.focus();
  }, [loaded]);
  const reload = () => {
    void queryClient.invalidateQueries({ queryKey: [...key, "case", submission_id] });
    void queryClient.invalidateQueries({ queryKey: [...key, "claim", submission_id] });
  };
  return (
    <Loaded query={query}>
      {(view) => <CaseBody key={`${submission_id} ${view.task.revision}`} view={view} onReload={reload} />}
    </Loaded>
  );
}
