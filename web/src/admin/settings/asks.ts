// What the settings page asks the API, and how it saves.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import { changeSettings, type ChoicesChange, getSettings, listServices } from "../../shared/api/gen";
import { may } from "../auth";
import { useSettingsTexts } from "../i18n/settings";
import { useDesk, useKey } from "../queries";
import { useToast } from "../toasts";

export function useSettings() {
  return useQuery({
    queryKey: useKey("settings"),
    queryFn: () => data(getSettings({ throwOnError: true })),
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
  return useMutation({
    mutationFn: (body: ChoicesChange) => data(changeSettings({ throwOnError: true, body })),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
      onDone();
      toast.success(texts.saved);
    },
  });
}
