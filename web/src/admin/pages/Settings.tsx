// What the company decides for itself, for the data (live or test) that is looked at.

import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import Tabs from "@cloudscape-design/components/tabs";
import type { ReactNode } from "react";
import { useFormats } from "../../shared/i18n/format";
import { may } from "../auth";
import { Loaded } from "../components/Loaded";
import { useSettingsTexts } from "../i18n/settings";
import { useDesk } from "../queries";
import { useSettings } from "../settings/asks";
import { Changes } from "../settings/Changes";
import { Editor } from "../settings/Editor";

export default function Settings() {
  const texts = useSettingsTexts();
  const { moment } = useFormats();
  const { me, mode } = useDesk();
  const settings = useSettings();
  const { updated_at: at, updated_by: by } = settings.data ?? {};
  const last = at ? texts.changed(by ?? "", moment(at)) : texts.unchanged;
  const editor = <Loaded query={settings}>{(kept) => <Editor key={mode} kept={kept} />}</Loaded>;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={`${texts.about[mode]} ${settings.data ? last : ""}`}>
          {texts.title}
        </Header>
      }
    >
      {may(me, "see_setting_changes") ? <Parts editor={editor} /> : editor}
    </ContentLayout>
  );
}

// The history is asked for when it is first looked at.
function Parts({ editor }: { editor: ReactNode }) {
  const { title, changes } = useSettingsTexts();
  return (
    <Tabs
      ariaLabel={title}
      tabs={[
        { id: "settings", label: title, content: editor },
        { id: "changes", label: changes.title, content: <Changes /> },
      ]}
    />
  );
}
