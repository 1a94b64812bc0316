// What colleagues tell each other; the customer never reads it.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { Note } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useDraft } from "../draft";
import { useCaseTexts } from "../i18n/case";
import { useToast } from "../toasts";
import { useAddNote } from "./data";

const MOST = 2000;

export function Notes({ submissionId, notes }: { submissionId: string; notes: Note[] }) {
  const { notes: texts } = useCaseTexts();
  const { moment } = useFormats();
  const [text, write, forget] = useDraft(`note:${submissionId}`, "");
  const [once, setOnce] = useState(() => crypto.randomUUID());
  const toast = useToast();
  const add = useAddNote(submissionId);
  const save = () =>
    add.mutate(
      { text: text.trim(), once },
      {
        onSuccess: () => {
          forget();
          setOnce(crypto.randomUUID());
        },
        onError: toast.error,
      },
    );
  return (
    <Container header={<Header variant="h2" counter={`(${notes.length})`} description={texts.hint}>{texts.title}</Header>}>
      <SpaceBetween size="s">
        {notes.map((note) => (
          <div key={note.at}>
            <Box variant="small" color="text-body-secondary">
              {note.author} · {moment(note.at)}
            </Box>
            <div className="preview">{note.text}</div>
          </div>
        ))}
        <FormField label={texts.label} stretch>
          <Textarea
            value={text}
            rows={2}
            placeholder={texts.placeholder}
            onChange={({ detail }) => write(detail.value.slice(0, MOST))}
          />
        </FormField>
        <Button disabled={!text.trim()} loading={add.isPending} onClick={save}>
          {texts.add}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
