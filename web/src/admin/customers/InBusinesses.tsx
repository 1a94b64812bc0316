// Where the customer's people are shown: of a business its own, of a person the businesses they are in.

import Box from "@cloudscape-design/components/box";
import { useQuery } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import { type CustomerAnswer, reviewBusinessesOf } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { To } from "../components/To";
import { useBusinessesTexts } from "../i18n/businesses";
import { useCustomerTexts } from "../i18n/customers";
import { useCustomerKey } from "./asks";

export function InBusinesses({ customer }: { customer: CustomerAnswer }) {
  const { facts, unnamed } = useCustomerTexts();
  const { role, percent } = useBusinessesTexts();
  const path = { customer_id: customer.customer_id };
  const query = useQuery({
    queryKey: useCustomerKey(customer.customer_id, "businesses"),
    queryFn: () => data(reviewBusinessesOf({ throwOnError: true, path })),
  });
  const found = query.data?.businesses ?? [];
  return (
    <>
      {customer.kind === "business" && (
        <div>
          <To route={`/businesses/${customer.customer_id}`}>{facts.people}</To>
        </div>
      )}
      {found.map((each) => (
        <div key={each.business_id}>
          <To route={`/businesses/${each.business_id}`}>{each.name ?? unnamed}</To>
          <Box variant="small" display="block" color="text-body-secondary">
            {[...each.roles.map((one) => named(role, one)), each.share_percent && percent(each.share_percent)]
              .filter(Boolean)
              .join(" · ")}
          </Box>
        </div>
      ))}
    </>
  );
}
