// What the settings page asks the API, and how it saves.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import { changeSettings, type ChoicesChange, getSettings, listServices, listSettingChanges } from "../../shared/api/gen";
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
  const toast = useToast();
  const client = useQueryClient();
  const queryKey = useKey("settings");
  const changes = useKey("setting-changes");
  return useMutation({
    mutationFn: (body: ChoicesChange) => data(changeSettings({ throwOnError: true, body })),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
      void client.invalidateQueries({ queryKey: changes });
      onDone();
      toast.success(texts.saved);
    },
  });
}
