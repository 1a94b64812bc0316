// What the money pages ask the API.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import { getBalance, getStatistics, listEntries, listServices } from "../../shared/api/gen";
import { LIVE_MS, useKey } from "../queries";
import type { Filter } from "./filter";

const PAGE = 50;

// The key of everything that a top-up or a charge changes.
export const useMoneyKey = () => useKey("money");

export function useBalance() {
  return useQuery({
    queryKey: useKey("money", "balance"),
    queryFn: () => data(getBalance({ throwOnError: true })),
    refetchInterval: LIVE_MS,
  });
}

export function useServices() {
  return useQuery({
    queryKey: useKey("money", "services"),
    queryFn: () => data(listServices({ throwOnError: true })),
  });
}

export function useStatistics(from: string, to: string) {
  return useQuery({
    queryKey: useKey("money", "statistics", from, to),
    queryFn: () => data(getStatistics({ throwOnError: true, query: { from, to } })),
  });
}

export function useEntries(filter: Filter) {
  return useInfiniteQuery({
    queryKey: useKey("money", "entries", filter),
    queryFn: ({ pageParam }) =>
      data(
        listEntries({
          throwOnError: true,
          query: { ...filter, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}
