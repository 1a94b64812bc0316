// What the customer was told, word by word.

import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useFormats } from "../../shared/i18n/format";
import { Empty, Loaded } from "../components/Loaded";
import { useCustomerTexts } from "../i18n/customers";
import { useNotices } from "./asks";

export function Notices({ id }: { id: string }) {
  const { notices: texts } = useCustomerTexts();
  const { moment } = useFormats();
  return (
    <Loaded query={useNotices(id)}>
      {({ notifications }) =>
        notifications.length === 0 ? (
          <Empty title={texts.none}>{texts.noneHint}</Empty>
        ) : (
          <SpaceBetween size="m">
            {notifications.map((each) => {
              const mailed = each.emailed_at ? texts.mailed(moment(each.emailed_at)) : texts.notMailed;
              return (
                <Container
                  key={each.notification_id}
                  header={
                    <Header variant="h3" description={`${moment(each.created_at)} · ${mailed}`}>
                      <span lang={each.language}>{each.title}</span>
                    </Header>
                  }
                >
                  <div lang={each.language} style={{ whiteSpace: "pre-line" }}>
                    <Box>{each.text}</Box>
                  </div>
                </Container>
              );
            })}
          </SpaceBetween>
        )
      }
    </Loaded>
  );
}
