// What the queue asks the API, again and again while it is looked at.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import { listTasks, summariseTasks } from "../../shared/api/gen";
import { LIVE_MS, useKey } from "../queries";
import type { Filter } from "./filter";

const PAGE = 50;

export function useTasks(filter: Filter) {
  return useInfiniteQuery({
    queryKey: useKey("tasks", filter),
    queryFn: ({ pageParam }) =>
      data(
        listTasks({
          throwOnError: true,
          query: { ...filter, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: LIVE_MS,
  });
}

export function useSummary() {
  return useQuery({
    queryKey: useKey("tasks", "summary"),
    queryFn: () => data(summariseTasks({ throwOnError: true })),
    refetchInterval: LIVE_MS,
  });
}
