// What the page asks the API of keys, endpoints and deliveries, and how it changes them.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import { listKeys, reviewListDeliveries, reviewListWebhooks } from "../../shared/api/gen";
import { LIVE_MS, useKey } from "../queries";
import { useToast } from "../toasts";
import type { Filter } from "./filter";

const PAGE = 25;

export function useKeys() {
  return useQuery({
    queryKey: useKey("integration", "keys"),
    queryFn: () => data(listKeys({ throwOnError: true })),
  });
}

export function useEndpoints() {
  return useQuery({
    queryKey: useKey("integration", "webhooks"),
    queryFn: () => data(reviewListWebhooks({ throwOnError: true })),
  });
}

export function useDeliveries(filter: Filter) {
  return useInfiniteQuery({
    queryKey: useKey("integration", "deliveries", filter),
    queryFn: ({ pageParam }) => {
      const query = { ...filter, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
      return data(reviewListDeliveries({ throwOnError: true, query }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: LIVE_MS,
  });
}

// One act on a key, an endpoint or a delivery; whatever the page shows is asked for again.
export function useAct<In, Out>(
  act: (input: In) => Promise<Out>,
  { said, onDone, inDialog = true }: { said?: string; onDone?: (done: Out) => void; inDialog?: boolean },
) {
  const toast = useToast();
  const client = useQueryClient();
  const queryKey = useKey("integration");
  return useMutation({
    mutationFn: act,
    onSuccess: (done) => {
      if (said) toast.success(said);
      void client.invalidateQueries({ queryKey });
      onDone?.(done);
    },
    // A dialog shows its refusal itself.
    onError: inDialog ? () => undefined : toast.error,
  });
}
