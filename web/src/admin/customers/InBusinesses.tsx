// Where the customer's people are shown: of a business its own, of a person the businesses they are in.

import Box from "@cloudscape-design/components/box";
import { useQuery } from "@tanstack/react-query";
import { data } from "../../shared/api/client";
import { type CustomerAnswer, reviewBusinessesOf } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { Go } from "../components/Go";
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
          <Go to={`/businesses/${customer.customer_id}`}>{facts.people}</Go>
        </div>
      )}
      {found.map((each) => (
        <div key={each.business_id}>
          <Go to={`/businesses/${each.business_id}`}>{each.name ?? unnamed}</Go>
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
