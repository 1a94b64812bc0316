// What the pages about duplicates ask the API.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import {
  type AlertView,
  confirmDuplicate,
  type DuplicateResolution,
  listDuplicates,
  openDuplicate,
  resolveDuplicate,
} from "../../shared/api/gen";
import { LIVE_MS, useKey } from "../queries";
import type { Filter } from "./filter";

const PAGE = 50;
// Each look at the files is an event of its own, and their addresses last for five minutes.
const LOOK_MS = 240_000;

export function useAlerts(filter: Filter) {
  return useInfiniteQuery({
    queryKey: useKey("duplicates", filter),
    queryFn: ({ pageParam }) =>
      data(
        listDuplicates({
          throwOnError: true,
          query: { ...filter, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: LIVE_MS,
  });
}

export function useAlert(alertId: string) {
  return useQuery({
    queryKey: useKey("duplicate", alertId),
    queryFn: () => data(openDuplicate({ throwOnError: true, path: { alert_id: alertId } })),
    staleTime: LOOK_MS,
  });
}

export type Said = ({ kind: "resolve" } & DuplicateResolution) | { kind: "confirm"; verdict: "same_person" | "false_alarm"; note: string };

export function useResolution(alert: AlertView, onDone: (after: AlertView) => void) {
  const client = useQueryClient();
  const list = useKey("duplicates");
  const one = useKey("duplicate", alert.alert_id);
  return useMutation({
    mutationFn: (said: Said) => say(alert.alert_id, said),
    onSuccess: (after) => {
      client.removeQueries({ queryKey: one });
      void client.invalidateQueries({ queryKey: list });
      onDone(after);
    },
  });
}

function say(alertId: string, said: Said) {
  const path = { alert_id: alertId };
  if (said.kind === "confirm") {
    const note = said.note.trim();
    const body = { verdict: said.verdict, ...(note ? { note } : {}) };
    return data(confirmDuplicate({ throwOnError: true, path, body }));
  }
  const { kind: _, ...body } = said;
  return data(resolveDuplicate({ throwOnError: true, path, body }));
}
