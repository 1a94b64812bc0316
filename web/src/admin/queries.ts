// How pages ask: cached per company, mode and question; asked again when the tab comes back.

import { QueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { type Mode, mayPass } from "../shared/api/client";
import type { Config } from "../shared/config";
import type { Me } from "./auth";

// What changes under the reader's eyes (a queue, a case) is asked for again this often.
export const LIVE_MS = 10_000;

// Without a network one is told so at once, instead of waiting for it to come back.
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => count < 2 && mayPass(error),
        refetchOnWindowFocus: true,
        networkMode: "always",
        refetchOnReconnect: true,
      },
      mutations: { retry: (count, error) => count < 2 && mayPass(error), networkMode: "always" },
    },
  });
}

// Who is signed in, on which deployment, looking at which data.
export interface Desk {
  me: Me;
  mode: Mode;
  config: Config;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("useDesk outside of the signed-in page");
  return desk;
}

// The key of a question: `useKey("tasks", filter)`.
export function useKey(...question: unknown[]): unknown[] {
  const { me, mode } = useDesk();
  return [me.company, mode, ...question];
}
