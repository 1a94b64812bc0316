// Give the case to a colleague, with a note if there is something to know.

import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { data } from "../../shared/api/client";
import { handOverTask, listColleagues } from "../../shared/api/gen";
import { Dialog } from "../components/Dialog";
import { Loaded } from "../components/Loaded";
import { useDraft } from "../draft";
import { useCaseTexts } from "../i18n/case";
import { useDesk, useKey } from "../queries";

interface Props {
  submissionId: string;
  onClose: () => void;
  onDone: (name: string) => void;
}

export function HandOver({ submissionId: submission_id, onClose, onDone }: Props) {
  const { handOver: texts } = useCaseTexts();
  const { me } = useDesk();
  const [to, setTo] = useState<{ value: string; label: string } | null>(null);
  const [note, write, forget] = useDraft(`hand-over:${submission_id}`, "");
  const query = useQuery({
    queryKey: useKey("colleagues"),
    queryFn: () => data(listColleagues({ throwOnError: true })),
  });
  const give = useMutation({
    mutationFn: (staff: string) => {
      const body = { to: staff, ...(note.trim() ? { note: note.trim() } : {}) };
      return data(handOverTask({ throwOnError: true, path: { submission_id }, body }));
    },
    onSuccess: () => {
      forget();
      onDone(to?.label ?? "");
    },
  });
  return (
    <Dialog
      title={texts.title}
      action={texts.confirm}
      pending={give.isPending}
      disabled={!to}
      error={give.error}
      onAct={() => to && give.mutate(to.value)}
      onClose={onClose}
    >
      <Loaded query={query}>
        {({ colleagues }) => (
          <FormField label={texts.to} description={texts.who}>
            <Select
              selectedOption={to}
              placeholder={texts.choose}
              empty={texts.nobody}
              options={colleagues
                .filter((each) => each.staff_id !== me.id)
                .map((each) => ({
                  value: each.staff_id,
                  label: each.name,
                  description: each.email ?? undefined,
                }))}
              onChange={({ detail }) => {
                const { value = "", label = "" } = detail.selectedOption;
                setTo({ value, label });
              }}
            />
          </FormField>
        )}
      </Loaded>
      <FormField label={texts.note} stretch>
        <Textarea rows={2} value={note} onChange={({ detail }) => write(detail.value.slice(0, 2000))} />
      </FormField>
    </Dialog>
  );
}
