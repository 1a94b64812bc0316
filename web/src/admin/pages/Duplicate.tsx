// One alert: both customers side by side, their files, and whether they are one person.

import Button from "@cloudscape-design/components/button";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useParams } from "wouter";
import type { AlertView } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { useFormats } from "../../shared/i18n/format";
import { Loaded } from "../components/Loaded";
import { useAlert } from "../duplicates/asks";
import { LOOKS } from "../duplicates/columns";
import { Compared } from "../duplicates/Compared";
import { Decision } from "../duplicates/Decision";
import { Files } from "../duplicates/Files";
import { useDuplicatesTexts } from "../i18n/duplicates";

export default function Duplicate() {
  const texts = useDuplicatesTexts();
  const { alert_id: id = "" } = useParams();
  const alert = useAlert(id);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={alert.data && <About alert={alert.data} />}
          actions={<Button onClick={() => go("/duplicates")}>{texts.title}</Button>}
        >
          {texts.one}
        </Header>
      }
    >
      <Loaded query={alert}>
        {(found) => (
          <SpaceBetween size="m">
            <Compared alert={found} />
            <Files alert={found} onRenew={() => void alert.refetch()} />
            <Decision alert={found} onReload={() => void alert.refetch()} />
          </SpaceBetween>
        )}
      </Loaded>
    </ContentLayout>
  );
}

function About({ alert }: { alert: AlertView }) {
  const texts = useDuplicatesTexts();
  const { moment, number } = useFormats();
  return (
    <SpaceBetween direction="horizontal" size="s">
      <StatusIndicator type={LOOKS[alert.status]} wrapText={false}>
        {texts.statuses[alert.status]}
      </StatusIndicator>
      <span>
        {texts.cause}: <strong>{texts.causes[alert.cause]}</strong>
      </span>
      <span>
        {texts.seen}: {moment(alert.last_seen_at)} ({texts.seenTimes(number(alert.times))})
      </span>
    </SpaceBetween>
  );
}
