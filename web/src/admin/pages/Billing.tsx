// What the service costs, what is left to pay it from, and how more gets there.

import Button from "@cloudscape-design/components/button";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { may } from "../auth";
import { Accounts } from "../billing/Accounts";
import { useBalance, useServices } from "../billing/asks";
import { Charges } from "../billing/Charges";
import { Services } from "../billing/Services";
import { TopUp } from "../billing/TopUp";
import { Loaded } from "../components/Loaded";
import { useBillingTexts } from "../i18n/billing";
import { useDesk } from "../queries";

export default function Billing() {
  const texts = useBillingTexts();
  const { me } = useDesk();
  const balance = useBalance();
  const services = useServices();
  const [paying, setPaying] = useState(false);
  const topUp = may(me, "top_up") && (
    <Button variant="primary" disabled={!balance.data} onClick={() => setPaying(true)}>
      {texts.topUp.action}
    </Button>
  );
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={texts.about} actions={topUp}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Loaded query={balance}>{(found) => <Accounts balance={found} />}</Loaded>
        <Charges />
        <Loaded query={services}>{(found) => <Services services={found.services} />}</Loaded>
      </SpaceBetween>
      {paying && balance.data && <TopUp balance={balance.data} onClose={() => setPaying(false)} />}
    </ContentLayout>
  );
}
