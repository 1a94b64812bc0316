// One of the two places where files are looked at: a picture, a PDF or a video.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonGroup, { type ButtonGroupProps } from "@cloudscape-design/components/button-group";
import Select from "@cloudscape-design/components/select";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";
import type { ReadAloud, SameAs } from "../../shared/api/gen";
import { LANGUAGES, named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Player } from "../components/Player";
import { STILL, turned, type View, Zoom, zoomedIn, zoomedOut } from "../components/Zoom";
import { useCaseTexts } from "../i18n/case";
import { useWordsTexts } from "../i18n/words";
import type { CaseFile } from "./files";

interface Props {
  label: string;
  files: CaseFile[];
  chosen: string | null;
  onChoose: (id: string) => void;
  // The address was good for five minutes only.
  onRenew: () => void;
}

export function FilePane({ label, files, chosen, onChoose, onRenew }: Props) {
  const { files: texts } = useCaseTexts();
  const nameOf = useFileName();
  const [view, setView] = useViewOf(chosen);
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const file = files.find((each) => each.id === chosen);
  const failed = file?.url != null && file.url === failedUrl;
  const isImage = file?.contentType.startsWith("image/") ?? false;
  const act: Record<string, () => void> = {
    in: () => setView(zoomedIn),
    out: () => setView(zoomedOut),
    turn: () => setView(turned),
    whole: () => setView(STILL),
    tab: () => file?.url && window.open(file.url, "_blank", "noopener,noreferrer"),
  };
  return (
    <div className="file-pane">
      <div className="file-bar">
        <Select
          selectedOption={file ? { value: file.id, label: nameOf(file) } : null}
          options={files.map((each) => ({ value: each.id, label: nameOf(each) }))}
          onChange={({ detail }) => onChoose(detail.selectedOption.value ?? "")}
          ariaLabel={label}
          placeholder={texts.choose}
        />
        {file?.url && <Tools isImage={isImage} onUse={(id) => act[id]?.()} label={label} />}
      </div>
      <div className="file-view">
        {file && !failed && (
          <Shown file={file} name={nameOf(file)} view={view} onView={setView} onFailed={() => setFailedUrl(file.url)} />
        )}
        {failed && (
          <Box textAlign="center" padding="xl" color="inherit">
            <Box variant="p" color="inherit">
              {texts.expired}
            </Box>
            <Button iconName="refresh" onClick={onRenew}>
              {texts.showAgain}
            </Button>
          </Box>
        )}
      </div>
      <FileFacts file={file} />
      {file?.sameAs && <Alike sameAs={file.sameAs} />}
      {file?.readAloud && <ToHear asked={file.readAloud} />}
    </div>
  );
}

// Another file is shown whole at first.
function useViewOf(chosen: string | null): [View, (change: View | ((view: View) => View)) => void] {
  const [seen, setSeen] = useState({ chosen, view: STILL });
  const viewOf = (old: typeof seen) => (old.chosen === chosen ? old.view : STILL);
  const setView = (change: View | ((view: View) => View)) =>
    setSeen((old) => ({ chosen, view: typeof change === "function" ? change(viewOf(old)) : change }));
  return [viewOf(seen), setView];
}

function Tools({ isImage, label, onUse }: { isImage: boolean; label: string; onUse: (id: string) => void }) {
  const { files: texts } = useCaseTexts();
  const tool = (id: string, text: string, iconName: ButtonGroupProps.IconButton["iconName"]) =>
    ({ type: "icon-button", id, text, iconName }) as const;
  return (
    <ButtonGroup
      variant="icon"
      ariaLabel={texts.tools(label)}
      items={[
        ...(isImage
          ? [
              tool("in", texts.zoomIn, "zoom-in"),
              tool("out", texts.zoomOut, "zoom-out"),
              tool("turn", texts.turn, "redo"),
              tool("whole", texts.whole, "zoom-to-fit"),
            ]
          : []),
        tool("tab", texts.openInTab, "external"),
      ]}
      onItemClick={({ detail }) => onUse(detail.id)}
    />
  );
}

interface ShownProps {
  file: CaseFile;
  name: string;
  view: View;
  onView: (change: (view: View) => View) => void;
  onFailed: () => void;
}

function Shown({ file, name, view, onView, onFailed }: ShownProps) {
  const { files: texts } = useCaseTexts();
  if (file.url === null) return <Gone file={file} />;
  if (file.contentType.startsWith("video/")) return <Player url={file.url} label={name} onFailed={onFailed} />;
  if (file.contentType === "application/pdf") return <iframe className="pdf" src={file.url} title={name} />;
  return <Zoom url={file.url} label={name} help={texts.keys} view={view} onView={onView} onFailed={onFailed} />;
}

function Gone({ file }: { file: CaseFile }) {
  const { files: texts } = useCaseTexts();
  const { moment } = useFormats();
  const { name, staff_id, reason, asked_at } = file.erased ?? {};
  const by = name ?? staff_id ?? "–";
  return (
    <Box textAlign="center" padding="xl" color="inherit">
      {texts.erased(by, asked_at ? moment(asked_at) : "–")} {reason}
    </Box>
  );
}

// The reviewer hears the video against it.
function ToHear({ asked }: { asked: ReadAloud }) {
  const { files: texts } = useCaseTexts();
  return (
    <div className="to-hear">
      <Box variant="small" color="text-body-secondary">
        {texts.readAloud(named(LANGUAGES, asked.language))}
      </Box>
      <blockquote lang={asked.language}>{asked.text}</blockquote>
    </div>
  );
}

// One photo sent for two kinds proves one of them at most.
function Alike({ sameAs }: { sameAs: SameAs[] }) {
  const { files: texts } = useCaseTexts();
  const { items } = useWordsTexts();
  return sameAs.map((each) => (
    <StatusIndicator key={each.kind} type="warning">
      {texts.alike[each.likeness](named(items, each.kind))}
    </StatusIndicator>
  ));
}

function FileFacts({ file }: { file: CaseFile | undefined }) {
  const { files: texts } = useCaseTexts();
  const { bytes, number } = useFormats();
  if (!file) return null;
  const { width, height, pages } = file.facts as { width?: number; height?: number; pages?: number };
  const told = [
    texts.types[file.contentType] ?? file.contentType,
    width && height ? `${width} × ${height} px` : null,
    pages ? texts.pages(number(pages)) : null,
    file.sizeBytes ? bytes(file.sizeBytes) : null,
  ];
  return (
    <Box variant="small" color="text-body-secondary">
      {told.filter(Boolean).join(" · ")}
    </Box>
  );
}

export function useFileName(): (file: CaseFile) => string {
  const words = useWordsTexts();
  const { files: texts } = useCaseTexts();
  return (file) => {
    if (file.kind === "liveness") return texts.face(file.attempt ?? 1);
    const name = named(words.items, file.kind);
    return file.revision ? texts.ofRevision(name, file.revision) : name;
  };
}
