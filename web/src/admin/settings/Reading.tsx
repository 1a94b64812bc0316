// What customers read aloud in a video, in each language, as they see it.

import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { TextToRead } from "../../shared/api/gen";
import { LANGUAGES, named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { useSettingsTexts } from "../i18n/settings";
import { useEditing } from "./context";
import { isReadable, lengthOf, READ_LEAST, READ_MOST } from "./form";

export function Reading() {
  const { reading: texts } = useSettingsTexts();
  const { kept, refused } = useEditing();
  return (
    <Container
      header={
        <Header variant="h2" description={texts.about}>
          {texts.title}
        </Header>
      }
    >
      <FormField errorText={refused.texts_to_read} stretch>
        <ColumnLayout columns={kept.texts_to_read.length}>
          {kept.texts_to_read.map((each) => (
            <InLanguage key={each.language} kept={each} />
          ))}
        </ColumnLayout>
      </FormField>
    </Container>
  );
}

function InLanguage({ kept: { language, shipped } }: { kept: TextToRead }) {
  const { reading: texts, problems } = useSettingsTexts();
  const { number } = useFormats();
  const { form, readOnly, write } = useEditing();
  const text = form.texts_to_read[language] ?? "";
  return (
    <SpaceBetween size="s">
      <FormField
        label={named(LANGUAGES, language)}
        description={texts.hint}
        constraintText={texts.count(number(lengthOf(text)), number(READ_LEAST), number(READ_MOST))}
        errorText={isReadable(text) ? undefined : problems.reading}
      >
        <Textarea
          value={text}
          placeholder={shipped}
          rows={6}
          readOnly={readOnly}
          onChange={({ detail }) =>
            write({ texts_to_read: { ...form.texts_to_read, [language]: detail.value } })
          }
        />
      </FormField>
      <div>
        <Box variant="awsui-key-label">{texts.preview}</Box>
        <div className="spoken" lang={language}>
          {text.trim() || shipped}
        </div>
      </div>
    </SpaceBetween>
  );
}
