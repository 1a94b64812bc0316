// What the customer pages ask the API. One customer's answers share a key: an act refreshes all.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import {
  reviewGate,
  reviewGetCustomer,
  reviewGetHistory,
  reviewLoans,
  staffGetNotifications,
  staffGetRequirements,
  staffListCustomers,
  staffListLinks,
} from "../../shared/api/gen";
import { useLanguage } from "../../shared/i18n/core";
import { useKey } from "../queries";

const PAGE = 50;

export const GATES = ["disbursement", "withdrawal"] as const;
export type Gate = (typeof GATES)[number];

export const useCustomerKey = (id: string, ...question: unknown[]) => useKey("customer", id, ...question);

const page = (cursor: string) => ({ limit: PAGE, ...(cursor ? { cursor } : {}) });
const paged = {
  initialPageParam: "",
  getNextPageParam: (last: { next_cursor: string | null }) => last.next_cursor ?? undefined,
};

export function useCustomers(externalId: string) {
  const sought = externalId ? { external_id: externalId } : {};
  return useInfiniteQuery({
    ...paged,
    queryKey: useKey("customers", externalId),
    queryFn: ({ pageParam }) =>
      data(staffListCustomers({ throwOnError: true, query: { ...page(pageParam), ...sought } })),
  });
}

export function useCustomer(id: string) {
  return useQuery({
    queryKey: useCustomerKey(id),
    queryFn: () => data(reviewGetCustomer({ throwOnError: true, path: { customer_id: id } })),
  });
}

// In the reader's language, not the customer's.
export function useRequirements(id: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: useCustomerKey(id, "requirements", language),
    queryFn: () =>
      data(
        staffGetRequirements({ throwOnError: true, path: { customer_id: id }, query: { language } }),
      ),
  });
}

export function useGate(id: string, gate: Gate) {
  return useQuery({
    queryKey: useCustomerKey(id, "gate", gate),
    queryFn: () => data(reviewGate({ throwOnError: true, path: { customer_id: id, gate } })),
  });
}

export function useLoans(id: string) {
  return useInfiniteQuery({
    ...paged,
    queryKey: useCustomerKey(id, "loans"),
    queryFn: ({ pageParam }) =>
      data(reviewLoans({ throwOnError: true, path: { customer_id: id }, query: page(pageParam) })),
  });
}

export function useLinks(id: string) {
  return useQuery({
    queryKey: useCustomerKey(id, "links"),
    queryFn: () => data(staffListLinks({ throwOnError: true, path: { customer_id: id } })),
  });
}

export function useNotices(id: string) {
  return useQuery({
    queryKey: useCustomerKey(id, "notices"),
    queryFn: () => data(staffGetNotifications({ throwOnError: true, path: { customer_id: id } })),
  });
}

export function useHistory(id: string) {
  return useInfiniteQuery({
    ...paged,
    queryKey: useCustomerKey(id, "history"),
    queryFn: ({ pageParam }) =>
      data(reviewGetHistory({ throwOnError: true, path: { customer_id: id }, query: page(pageParam) })),
  });
}
