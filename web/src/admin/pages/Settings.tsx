// What the company decides for itself, for the data (live or test) that is looked at.

import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import { useFormats } from "../../shared/i18n/format";
import { Loaded } from "../components/Loaded";
import { useSettingsTexts } from "../i18n/settings";
import { useDesk } from "../queries";
import { useSettings } from "../settings/asks";
import { Editor } from "../settings/Editor";

export default function Settings() {
  const texts = useSettingsTexts();
  const { moment } = useFormats();
  const { mode } = useDesk();
  const settings = useSettings();
  const { updated_at: at, updated_by: by } = settings.data ?? {};
  const last = at ? texts.changed(by ?? "", moment(at)) : texts.unchanged;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={`${texts.about[mode]} ${settings.data ? last : ""}`}>
          {texts.title}
        </Header>
      }
    >
      <Loaded query={settings}>{(kept) => <Editor key={mode} kept={kept} />}</Loaded>
    </ContentLayout>
  );
}
