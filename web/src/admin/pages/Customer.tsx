// One customer: what they hold, whether money may leave, what is missing, and what happened.

import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import { useParams } from "wouter";
import type { CustomerAnswer } from "../../shared/api/gen";
import { Loaded } from "../components/Loaded";
import { Go } from "../components/Go";
import { useCustomer } from "../customers/asks";
import { Delete } from "../customers/Delete";
import { Facts } from "../customers/Facts";
import { History } from "../customers/History";
import { Links } from "../customers/Links";
import { Loans } from "../customers/Loans";
import { Notices } from "../customers/Notices";
import { Requirements } from "../customers/Requirements";
import { useCustomerTexts } from "../i18n/customers";

export default function Customer() {
  const { customer_id: id = "" } = useParams();
  const texts = useCustomerTexts();
  const customer = useCustomer(id);
  const header = (
    <Header
      variant="h1"
      description={<Go to="/customers">{texts.all}</Go>}
      actions={customer.data && <Delete customer={customer.data} />}
    >
      {customer.data ? (customer.data.name ?? texts.unnamed) : texts.one}
    </Header>
  );
  return (
    <ContentLayout header={header}>
      <Loaded query={customer}>
        {(found) => (
          <SpaceBetween size="m">
            <Facts customer={found} />
            <Parts customer={found} />
          </SpaceBetween>
        )}
      </Loaded>
    </ContentLayout>
  );
}

// Each part is asked for when it is first looked at.
function Parts({ customer }: { customer: CustomerAnswer }) {
  const { parts } = useCustomerTexts();
  const id = customer.customer_id;
  return (
    <Tabs
      ariaLabel={parts.label}
      tabs={[
        { id: "requirements", label: parts.requirements, content: <Requirements customer={customer} /> },
        { id: "links", label: parts.links, content: <Links customer={customer} /> },
        { id: "loans", label: parts.loans, content: <Loans id={id} /> },
        { id: "notices", label: parts.notices, content: <Notices id={id} /> },
        { id: "history", label: parts.history, content: <History id={id} /> },
      ]}
    />
  );
}
