// One business: the people who run and own it, and who of them are its beneficial owners.

import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { data } from "../../shared/api/client";
import { reviewGetCustomer, reviewPeople } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { Owners } from "../businesses/Owners";
import { People } from "../businesses/People";
import { Loaded } from "../components/Loaded";
import { useBusinessesTexts } from "../i18n/businesses";
import { useWordsTexts } from "../i18n/words";
import { useKey } from "../queries";

export default function Business() {
  const texts = useBusinessesTexts();
  const words = useWordsTexts();
  const { customer_id: id = "" } = useParams();
  const path = { customer_id: id };
  const business = useQuery({
    queryKey: useKey("customer", id),
    queryFn: () => data(reviewGetCustomer({ throwOnError: true, path })),
  });
  const people = useQuery({
    queryKey: useKey("people", id),
    queryFn: () => data(reviewPeople({ throwOnError: true, path })),
  });
  const known = business.data;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={known?.external_id}
          info={known && <Badge color="blue">{words.tier(known.tier)}</Badge>}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => go(`/customers/${id}`)}>{texts.asCustomer}</Button>
              <Button onClick={() => go("/businesses")}>{texts.title}</Button>
            </SpaceBetween>
          }
        >
          {known ? (known.name ?? texts.unnamed) : texts.one}
        </Header>
      }
    >
      <Loaded query={people}>
        {(found) => (
          <SpaceBetween size="m">
            <People found={found} />
            <Owners found={found} />
          </SpaceBetween>
        )}
      </Loaded>
    </ContentLayout>
  );
}
