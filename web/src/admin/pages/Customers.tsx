// The company's customers, newest first, and the one whose id somebody has.

import Button from "@cloudscape-design/components/button";
import { useSearch } from "wouter";
import { go } from "../../shared/hash";
import { ListPage } from "../components/ListPage";
import { Empty } from "../components/Loaded";
import { useCustomers } from "../customers/asks";
import { useColumns } from "../customers/columns";
import { Search } from "../customers/Search";
import { externalIdOf } from "../customers/address";
import { useCustomerTexts } from "../i18n/customers";

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
    <ListPage
      title={texts.title}
      about={texts.about}
      query={customers}
      items={customers.data?.pages.flatMap((page) => page.customers) ?? []}
      columnDefinitions={useColumns()}
      trackBy="customer_id"
      filter={<Search key={externalId} externalId={externalId} />}
      empty={nothing}
    />
  );
}
