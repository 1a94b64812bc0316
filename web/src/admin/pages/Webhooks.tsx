// How the company's back end is connected: its keys, where events go, and how they arrived.

import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useWebhooksTexts } from "../i18n/webhooks";
import { useEndpoints } from "../webhooks/asks";
import { Deliveries } from "../webhooks/Deliveries";
import { Endpoints } from "../webhooks/Endpoints";
import { Keys } from "../webhooks/Keys";

export default function Webhooks() {
  const texts = useWebhooksTexts();
  const endpoints = useEndpoints();
  const urls = new Map(endpoints.data?.webhooks.map((each) => [each.webhook_id, each.url]));
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={texts.about}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Endpoints />
        <Deliveries urls={urls} />
        <Keys />
      </SpaceBetween>
    </ContentLayout>
  );
}
