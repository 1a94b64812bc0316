// A file that the customer gave to staff in another way.

import FileUpload from "@cloudscape-design/components/file-upload";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import type { ItemNeed, StaffUpload } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useCustomerTexts } from "../i18n/customers";
import { NotArrived, ruleOf, upload } from "./upload";
import { WithReason } from "./WithReason";

type Kind = StaffUpload["kind"];

interface Props {
  id: string;
  files: ItemNeed[];
  first: string;
  onClose: () => void;
}

export function UploadFor({ id, files, first, onClose }: Props) {
  const texts = useCustomerTexts();
  const { upload: words } = texts;
  const { bytes } = useFormats();
  const [kind, setKind] = useState(first);
  const [file, setFile] = useState<File>();
  const rule = ruleOf(kind);
  const types = rule.types.map((type) => type.split("/")[1]?.toUpperCase()).join(", ");
  const wrong = file && wrongWith(file);
  function wrongWith(chosen: File): string {
    if (!rule.types.includes(chosen.type)) return words.wrongType(types);
    return chosen.size > rule.most ? words.tooLarge(bytes(rule.most)) : "";
  }
  // A file that is sent anew is another upload: a refused one is not asked about again.
  const run = async (reason: string) => {
    if (!file) return;
    await upload({ id, kind: kind as Kind, file, reason }, crypto.randomUUID());
  };
  return (
    <WithReason
      id={id}
      act={{
        name: "upload",
        title: words.title,
        what: "",
        reasonHint: words.reasonHint,
        confirm: words.send,
        done: words.done,
        most: 500,
        ready: Boolean(file) && !wrong,
        run,
        said: (error) => (error instanceof NotArrived ? words.notArrived : null),
      }}
      onClose={onClose}
    >
      <FormField label={words.kind}>
        <Select
          options={files.map((each) => ({ value: each.item, label: each.label }))}
          selectedOption={{ value: kind, label: files.find((each) => each.item === kind)?.label ?? kind }}
          onChange={({ detail }) => setKind(detail.selectedOption.value ?? kind)}
        />
      </FormField>
      <FormField label={words.file} constraintText={`${types} · ${words.tooLarge(bytes(rule.most))}`}>
        <FileUpload
          value={file ? [file] : []}
          accept={rule.types.join(",")}
          fileErrors={[wrong || null]}
          showFileSize
          i18nStrings={{
            uploadButtonText: () => words.choose,
            dropzoneText: () => words.choose,
            removeFileAriaLabel: () => words.remove,
            limitShowFewer: "",
            limitShowMore: "",
            errorIconAriaLabel: words.file,
          }}
          onChange={({ detail }) => setFile(detail.value[0])}
        />
      </FormField>
    </WithReason>
  );
}
