// What each tier asks of the customer, and how far they are.

import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { CustomerAnswer, ItemNeed, TierNeeds } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { Loaded } from "../components/Loaded";
import { useCustomerTexts } from "../i18n/customers";
import { useShellTexts } from "../i18n/shell";
import { useWordsTexts } from "../i18n/words";
import { useRequirements } from "./asks";
import { Papers } from "./Papers";
import { Reopen } from "./Reopen";
import { Status } from "./Status";

const SETTLED = ["approved", "locked"];

export function Requirements({ customer }: { customer: CustomerAnswer }) {
  const { requirements: texts } = useCustomerTexts();
  const { day } = useFormats();
  const query = useRequirements(customer.customer_id);
  return (
    <Loaded query={query}>
      {(found) => (
        <SpaceBetween size="m">
          <Papers customer={customer} tiers={found.tiers} />
          {found.document_expires_on && <Box>{texts.document(day(found.document_expires_on))}</Box>}
          {found.tiers.map((tier) => (
            <Tier key={tier.tier} id={customer.customer_id} needs={tier} closed={customer.merged_into !== null} />
          ))}
        </SpaceBetween>
      )}
    </Loaded>
  );
}

function Tier({ id, needs, closed }: { id: string; needs: TierNeeds; closed: boolean }) {
  const { requirements: texts } = useCustomerTexts();
  const words = useWordsTexts();
  const { money } = useFormats();
  return (
    <ExpandableSection
      variant="container"
      defaultExpanded={!SETTLED.includes(needs.status)}
      headerText={words.tier(needs.tier)}
      headerInfo={<Status status={needs.status} />}
      headerActions={!closed && needs.status === "rejected" && <Reopen id={id} tier={needs.tier} />}
      headerDescription={texts.limit(money(needs.max_loan))}
    >
      <SpaceBetween size="s">
        <Box color="text-body-secondary">{needs.reason}</Box>
        <Items tier={needs.tier} items={needs.items} />
        {needs.people.length > 0 && <People people={needs.people} />}
      </SpaceBetween>
    </ExpandableSection>
  );
}

function Items({ tier, items }: { tier: number; items: ItemNeed[] }) {
  const { requirements: texts } = useCustomerTexts();
  const words = useWordsTexts();
  if (items.length === 0) return null;
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      trackBy="item"
      items={items}
      columnDefinitions={[
        { id: "item", header: texts.item, isRowHeader: true, minWidth: 170, cell: (each) => each.label },
        { id: "status", header: texts.status, minWidth: 150, cell: (each) => <Status status={each.status} /> },
        { id: "reason", header: texts.reason, minWidth: 170, cell: (each) => each.comment ?? each.reason },
        { id: "by", header: texts.satisfiedBy, minWidth: 220, cell: (each) => each.satisfied_by },
      ]}
      ariaLabels={{ tableLabel: `${words.tier(tier)} · ${texts.item}` }}
    />
  );
}

function People({ people }: { people: TierNeeds["people"] }) {
  const { requirements: texts } = useCustomerTexts();
  const { nothing } = useShellTexts();
  return (
    <>
      <Header variant="h3">{texts.people}</Header>
      <ul>
        {people.map((each, index) => (
          <li key={each.person_id ?? index}>
            {each.name ?? nothing}: {each.reason}
          </li>
        ))}
      </ul>
    </>
  );
}
