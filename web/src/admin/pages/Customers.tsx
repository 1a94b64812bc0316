// The company's customers, newest first, and the one whose id somebody has.

import Button from "@cloudscape-design/components/button";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useSearch } from "wouter";
import { go } from "../../shared/hash";
import { Empty, Failed } from "../components/Loaded";
import { More } from "../components/More";
import { useCustomers } from "../customers/asks";
import { useColumns } from "../customers/columns";
import { Search } from "../customers/Search";
import { externalIdOf } from "../customers/address";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";

export default function Customers() {
  const texts = useCustomerTexts();
  const externalId = externalIdOf(useSearch());
  const customers = useCustomers(externalId);
  const nothing = externalId ? (
    <Empty title={texts.noMatch}>
      <Button onClick={() => go("/customers", { replace: true })}>{texts.all}</Button>
    </Empty>
  ) : (
    <Empty title={texts.none}>{texts.noneHint}</Empty>
  );
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={texts.about}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {customers.error && <Failed error={customers.error} onRetry={() => void customers.refetch()} />}
        <Table
          variant="container"
          items={customers.data?.pages.flatMap((page) => page.customers) ?? []}
          columnDefinitions={useColumns()}
          trackBy="customer_id"
          loading={customers.isPending}
          loadingText={useShellTexts().loading}
          stickyHeader
          wrapLines
          filter={<Search key={externalId} externalId={externalId} />}
          empty={nothing}
          footer={<More pages={customers} />}
          ariaLabels={{ tableLabel: texts.title }}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
