// What the case page asks and does. Opening a case is noted with the reviewer's name, so it is
// asked for once and when the reviewer says so, never by a timer; what may change meanwhile (who
// works on it, who decided) is told by the claim, which is renewed while the page is open.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { data, Refusal } from "../../shared/api/client";
import {
  addNote,
  approve,
  type ChecklistAnswer,
  claim,
  compareRevisions,
  type CorrectionRequest,
  getTask,
  listTasks,
  reject,
  release,
  requestRevision,
  reviewGetHistory,
  type SupplementRequest,
} from "../../shared/api/gen";
import { useKey } from "../queries";

const RENEW_MS = 60_000;
const EVENTS = 100;

export function useCase(submission_id: string) {
  return useQuery({
    queryKey: useKey("case", submission_id),
    queryFn: () => data(getTask({ throwOnError: true, path: { submission_id } })),
    staleTime: Number.POSITIVE_INFINITY,
    // Left and come back to, it is opened anew.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useComparison(submission_id: string, revision: number) {
  return useQuery({
    queryKey: useKey("case", submission_id, "comparison", revision),
    queryFn: () => data(compareRevisions({ throwOnError: true, path: { submission_id } })),
    enabled: revision > 1,
    staleTime: Number.POSITIVE_INFINITY,
    // Left and come back to, it is opened anew.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useHistory(customer_id: string, submission_id: string) {
  return useQuery({
    queryKey: useKey("case", submission_id, "history"),
    queryFn: async () => {
      const events = [];
      let cursor: string | null | undefined;
      do {
        const query = { limit: EVENTS, ...(cursor ? { cursor } : {}) };
        const page = await data(
          reviewGetHistory({ throwOnError: true, path: { customer_id }, query }),
        );
        events.push(...page.events);
        cursor = page.next_cursor;
      } while (cursor);
      return events.reverse();
    },
  });
}

// Takes the case, and holds it while the page is open; `error` says who has it or decided it.
export function useClaim(submission_id: string, open: boolean) {
  const queryClient = useQueryClient();
  const [company, mode] = useKey();
  const query = useQuery({
    queryKey: [company, mode, "claim", submission_id],
    queryFn: () => data(claim({ throwOnError: true, path: { submission_id } })),
    enabled: open,
    refetchInterval: RENEW_MS,
    gcTime: 0,
    retry: false,
  });
  const claimed = query.data?.claim?.by;
  useEffect(() => {
    if (claimed) void queryClient.invalidateQueries({ queryKey: [company, mode, "tasks"] });
  }, [claimed, queryClient, company, mode]);
  return query;
}

export function useRelease(submission_id: string) {
  return useMutation({
    mutationFn: () => data(release({ throwOnError: true, path: { submission_id } })),
  });
}

export type Decision =
  | { action: "approve" }
  | { action: "request-revision"; corrections: CorrectionRequest[]; supplements: SupplementRequest[] }
  | { action: "reject"; code: string; comment: string };

interface Decided {
  revision: number;
  checklist: ChecklistAnswer[];
  note: string;
  decision: Decision;
}

export function useDecide(submission_id: string) {
  const queryClient = useQueryClient();
  const [company, mode] = useKey();
  return useMutation({
    mutationFn: ({ revision, checklist, note, decision }: Decided) => {
      const common = { revision, checklist, ...(note ? { note } : {}) };
      const path = { submission_id };
      switch (decision.action) {
        case "approve":
          return data(approve({ throwOnError: true, path, body: common }));
        case "reject": {
          const { code, comment } = decision;
          return data(reject({ throwOnError: true, path, body: { ...common, code, comment } }));
        }
        default: {
          const { corrections, supplements } = decision;
          const body = { ...common, corrections, supplements };
          return data(requestRevision({ throwOnError: true, path, body }));
        }
      }
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [company, mode, "tasks"] });
      queryClient.removeQueries({ queryKey: [company, mode, "case", submission_id] });
    },
  });
}

export function useAddNote(submission_id: string) {
  const queryClient = useQueryClient();
  const key = useKey("case", submission_id);
  return useMutation({
    mutationFn: ({ text, once }: { text: string; once: string }) =>
      data(
        addNote({
          throwOnError: true,
          path: { submission_id },
          body: { text },
          headers: { "Idempotency-Key": once },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}

// The case after this one in the queue and the one before, of those that no colleague works on;
// after the last one comes the oldest again.
export async function neighbours(
  submission_id: string,
): Promise<{ next: string | null; previous: string | null }> {
  const query = { limit: 100 } as const;
  const [all, free] = await Promise.all([
    data(listTasks({ throwOnError: true, query })),
    data(listTasks({ throwOnError: true, query: { ...query, claimed: "nobody" } })),
  ]);
  const ids = all.tasks.map((task) => task.submission_id);
  const open = free.tasks.map((task) => task.submission_id).filter((id) => id !== submission_id);
  const here = ids.indexOf(submission_id);
  const after = open.find((id) => ids.indexOf(id) > here);
  const before = open.findLast((id) => ids.indexOf(id) < here);
  return { next: after ?? open[0] ?? null, previous: before ?? null };
}

// Somebody else was first, or the customer sent something newer: look again before deciding.
export const isOutdated = (error: unknown): error is Refusal =>
  error instanceof Refusal &&
  ["already_decided", "stale_revision", "claimed_by_other"].includes(error.code);
