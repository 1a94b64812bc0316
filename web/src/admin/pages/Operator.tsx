// The platform: companies with what they have, what takes two people, and what services cost.

import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { useSearch } from "wouter";
import { go } from "../../shared/hash";
import { Failed } from "../components/Loaded";
import { useOperatorTexts } from "../i18n/operator";
import { useProposals, useRows } from "../operator/asks";
import { Companies } from "../operator/Companies";
import { PricesAndRates } from "../operator/Prices";
import { Proposals } from "../operator/Proposals";
import { addressOf, type Place, placeOf, TABS } from "../operator/rows";
import { UnclearFees } from "../operator/UnclearFees";

export default function Operator() {
  const texts = useOperatorTexts();
  const place = placeOf(useSearch());
  const { rows, error, retry } = useRows();
  const waiting = useProposals().data?.filter((each) => each.state === "proposed").length ?? 0;
  const show = (next: Partial<Place>) => go(addressOf({ ...place, ...next }), { replace: true });
  const label = { ...texts.tabs, corrections: texts.tabs.corrections + (waiting ? ` (${waiting})` : "") };
  const content = {
    companies: <Companies rows={rows} find={place.find} onFind={(find) => show({ find })} />,
    corrections: (
      <SpaceBetween size="m">
        <UnclearFees />
        <Proposals rows={rows ?? []} />
      </SpaceBetween>
    ),
    prices: <PricesAndRates />,
  };
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={texts.about}>
          {texts.title}
        </Header>
      }
    >
      {error && !rows ? (
        <Failed error={error} onRetry={retry} />
      ) : (
        <Tabs
          ariaLabel={texts.title}
          activeTabId={place.tab}
          onChange={({ detail }) => show({ tab: TABS.find((each) => each === detail.activeTabId) ?? "companies" })}
          tabs={TABS.map((id) => ({ id, label: label[id], content: content[id] }))}
        />
      )}
    </ContentLayout>
  );
}
