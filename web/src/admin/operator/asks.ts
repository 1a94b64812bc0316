// What the platform's operators ask and change: companies, accounts, prices; no customer's data.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import {
  type EntryAnswer,
  getCompanyStanding,
  listAccountEntries,
  listCompanies,
  listCompanyAccounts,
  listPrices,
  listProposals,
  listRates,
  listUnclearFees,
} from "../../shared/api/gen";
import { useDesk, useKey } from "../queries";
import { useToast } from "../toasts";
import { rowsOf } from "./rows";

const PAGE = 50;
const DAY_MS = 86_400_000;
// The statement's longest period.
const DAYS = 365;

const useCompanies = () =>
  useQuery({
    queryKey: useKey("platform", "companies"),
    queryFn: () => data(listCompanies({ throwOnError: true })),
  });

// Who suspended or resumed the company, newest first.
export const useStanding = (company_id: string) =>
  useQuery({
    queryKey: useKey("platform", "standing", company_id),
    queryFn: () => data(getCompanyStanding({ throwOnError: true, path: { company_id } })),
  });

const useAccounts = () =>
  useQuery({
    queryKey: useKey("platform", "accounts"),
    queryFn: () => data(listCompanyAccounts({ throwOnError: true })),
  });

// Every company with its account of the data that the head of the page names.
export function useRows() {
  const { mode } = useDesk();
  const [companies, accounts] = [useCompanies(), useAccounts()];
  const there = companies.data && accounts.data;
  return {
    rows: there ? rowsOf(companies.data.companies, accounts.data.accounts, mode) : undefined,
    error: companies.error ?? accounts.error,
    retry: () => void Promise.all([companies.refetch(), accounts.refetch()]),
  };
}

export const usePrices = () =>
  useQuery({
    queryKey: useKey("platform", "prices"),
    queryFn: () => data(listPrices({ throwOnError: true })),
  });

export const useRates = () =>
  useQuery({
    queryKey: useKey("platform", "rates"),
    queryFn: () => data(listRates({ throwOnError: true })),
  });

// Those of the chosen data.
export function useProposals() {
  const { mode } = useDesk();
  return useQuery({
    queryKey: useKey("platform", "proposals"),
    queryFn: () => data(listProposals({ throwOnError: true })),
    select: ({ proposals }) => proposals.filter((each) => each.mode === mode),
  });
}

export function useUnclearFees() {
  const { mode } = useDesk();
  return useQuery({
    queryKey: useKey("platform", "unclear-fees"),
    queryFn: () => data(listUnclearFees({ throwOnError: true })),
    select: ({ fees }) => fees.filter((each) => each.mode === mode),
  });
}

export function useBooked(company_id: string, type: EntryAnswer["type"] | undefined) {
  const { mode } = useDesk();
  return useInfiniteQuery({
    queryKey: useKey("platform", "entries", company_id, type),
    queryFn: ({ pageParam }) => {
      const from = new Date(Date.now() - DAYS * DAY_MS).toISOString().slice(0, 10);
      const asked = { company_id, mode, from, limit: PAGE, ...(type ? { type } : {}) };
      const query = { ...asked, ...(pageParam ? { cursor: pageParam } : {}) };
      return data(listAccountEntries({ throwOnError: true, query }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

// One act; whatever the page shows is asked for again.
export function useAct<In, Out>(act: (input: In) => Promise<Out>, said: (done: Out) => string, onDone: (done: Out) => void) {
  const toast = useToast();
  const client = useQueryClient();
  const queryKey = useKey("platform");
  return useMutation({
    mutationFn: act,
    onSuccess: (done) => {
      toast.success(said(done));
      void client.invalidateQueries({ queryKey });
      onDone(done);
    },
  });
}
