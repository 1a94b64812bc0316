// The search of customers: by the company's own id or by ours.

import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState } from "react";
import { go } from "../../shared/hash";
import { useCustomerTexts } from "../i18n/customers";
import { destinationOf } from "./address";

export function Search({ externalId }: { externalId: string }) {
  const { search: texts } = useCustomerTexts();
  const [typed, setTyped] = useState(externalId);
  const to = destinationOf(typed);
  const find = (address: string | null) => address && go(address);
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          find(to);
        }}
      >
        <FormField
          label={texts.label}
          errorText={to === null ? texts.wrong : ""}
          secondaryControl={<Button formAction="submit">{texts.find}</Button>}
        >
          <Input
            type="search"
            value={typed}
            placeholder={texts.placeholder}
            onChange={({ detail }) => {
              setTyped(detail.value);
              if (detail.value === "" && externalId) find("/customers");
            }}
          />
        </FormField>
      </form>
    </search>
  );
}
