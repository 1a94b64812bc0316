// The beneficial owners, and why each is one.

import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { BusinessPeople } from "../../shared/api/gen";
import { Go } from "../components/Go";
import { Empty } from "../components/Loaded";
import { useBusinessesTexts } from "../i18n/businesses";

export function Owners({ found }: { found: BusinessPeople }) {
  const texts = useBusinessesTexts();
  return (
    <Table
      variant="container"
      items={found.beneficial_owners}
      trackBy="person_id"
      header={
        <Header variant="h2" description={texts.ownersFrom(String(found.beneficial_owner_percent))}>
          {texts.owners}
        </Header>
      }
      ariaLabels={{ tableLabel: texts.owners }}
      empty={<Empty title={texts.noOwners} />}
      columnDefinitions={[
        {
          id: "person",
          header: texts.person,
          isRowHeader: true,
          cell: (each) => <Go to={`/customers/${each.person_id}`}>{each.name ?? texts.unnamed}</Go>,
        },
        {
          id: "owns",
          header: <div style={{ textAlign: "end" }}>{texts.owns}</div>,
          cell: (each) => (
            <Box textAlign="right">
              <span className="number">{texts.percent(each.owned_percent)}</span>
            </Box>
          ),
        },
        {
          id: "basis",
          header: texts.basis,
          cell: (each) => (each.declared ? texts.declared : texts.byShares),
        },
      ]}
    />
  );
}
