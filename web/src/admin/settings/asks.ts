// What the settings page asks the API, and how it saves.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import {
  changeSettings,
  type Choices,
  type ChoicesChange,
  confirmSettingChange,
  declineSettingChange,
  getSettings,
  listServices,
  listSettingChanges,
} from "../../shared/api/gen";
import { may } from "../auth";
import { useSettingsTexts } from "../i18n/settings";
import { useDesk, useKey } from "../queries";
import { useToast } from "../toasts";

const PAGE = 20;

export function useSettings() {
  return useQuery({
    queryKey: useKey("settings"),
    queryFn: () => data(getSettings({ throwOnError: true })),
  });
}

export function useChanges() {
  return useInfiniteQuery({
    queryKey: useKey("setting-changes"),
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
      return data(listSettingChanges({ throwOnError: true, query }));
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

// Prices are for those who see money; reviewers read the page without them.
export function usePrices() {
  const { me } = useDesk();
  return useQuery({
    queryKey: useKey("money", "services"),
    queryFn: () => data(listServices({ throwOnError: true })),
    enabled: may(me, "see_money"),
  });
}

export function useSave(onDone: () => void) {
  const texts = useSettingsTexts();
  return useChange(
    (body: ChoicesChange) => data(changeSettings({ throwOnError: true, body })),
    ({ pending }) => (pending ? texts.pending.proposed : texts.saved),
    onDone,
  );
}

// What another administrator proposed is confirmed or declined; one's own is withdrawn.
export function useAnswer(number: number) {
  const { pending: texts } = useSettingsTexts();
  const path = { change_number: String(number) };
  return useChange(
    (verb: "confirm" | "decline") =>
      data((verb === "confirm" ? confirmSettingChange : declineSettingChange)({ throwOnError: true, path })),
    () => texts.ended,
  );
}

function useChange<In>(change: (input: In) => Promise<Choices>, said: (saved: Choices) => string, onDone?: () => void) {
  const toast = useToast();
  const client = useQueryClient();
  const queryKey = useKey("settings");
  const changes = useKey("setting-changes");
  return useMutation({
    mutationFn: change,
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
      void client.invalidateQueries({ queryKey: changes });
      onDone?.();
      toast.success(said(saved));
    },
    // A colleague was first: look again.
    onError: () => void client.invalidateQueries({ queryKey }),
  });
}
