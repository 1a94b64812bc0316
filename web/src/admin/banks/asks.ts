// What the pages about bank accounts ask the API.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import {
  type BankAccountView,
  type BankRejection,
  listBankAccounts,
  openBankAccount,
  rejectBankAccount,
  verifyBankAccount,
} from "../../shared/api/gen";
import { LIVE_MS, useKey } from "../queries";

const PAGE = 50;
// Each look at the bank book is an event of its own, and its address lasts for five minutes.
const LOOK_MS = 240_000;

export type Choice =
  | { action: "verify"; note: string }
  | { action: "reject"; code: string; comment: string; note: string };

export function useAccounts() {
  return useInfiniteQuery({
    queryKey: useKey("bank-accounts"),
    queryFn: ({ pageParam }) =>
      data(
        listBankAccounts({
          throwOnError: true,
          query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: LIVE_MS,
  });
}

export function useAccount(customerId: string) {
  return useQuery({
    queryKey: useKey("bank-account", customerId),
    queryFn: () => data(openBankAccount({ throwOnError: true, path: { customer_id: customerId } })),
    staleTime: LOOK_MS,
  });
}

export function useDecision(account: BankAccountView, onDone: (status: BankAccountView["status"]) => void) {
  const client = useQueryClient();
  const list = useKey("bank-accounts");
  const one = useKey("bank-account", account.customer_id);
  return useMutation({
    mutationFn: (choice: Choice) => decide(account, choice),
    onSuccess: ({ status }) => {
      client.removeQueries({ queryKey: one });
      void client.invalidateQueries({ queryKey: list });
      onDone(status);
    },
  });
}

// Of the version that was looked at: an account that was sent since is refused.
function decide({ customer_id, version }: BankAccountView, choice: Choice) {
  const path = { customer_id };
  const note = choice.note.trim() ? { note: choice.note.trim() } : {};
  if (choice.action === "verify") {
    return data(verifyBankAccount({ throwOnError: true, path, body: { version, ...note } }));
  }
  const body: BankRejection = { version, code: choice.code, comment: choice.comment.trim(), ...note };
  return data(rejectBankAccount({ throwOnError: true, path, body }));
}
