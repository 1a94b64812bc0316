// What is missing, brought in by staff or asked of the customer.

import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { CustomerAnswer, TierNeeds } from "../../shared/api/gen";
import { may } from "../auth";
import { useCustomerTexts } from "../i18n/customers";
import { useDesk } from "../queries";
import { SendLink } from "./SendLink";
import { UploadFor } from "./UploadFor";

const WANTED = ["missing", "correction_requested"];

export function Papers({ customer, tiers }: { customer: CustomerAnswer; tiers: TierNeeds[] }) {
  const { send, upload } = useCustomerTexts();
  const { me } = useDesk();
  const [doing, setDoing] = useState<"send" | "upload" | null>(null);
  const close = () => setDoing(null);
  const known = new Map(tiers.flatMap((tier) => tier.items).map((each) => [each.item, each]));
  const files = [...known.values()].filter((each) => each.type === "file");
  const first = files.find((each) => WANTED.includes(each.status)) ?? files[0];
  if (customer.merged_into) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {may(me, "hand_out_links") && (
        <Button iconName="envelope" onClick={() => setDoing("send")}>
          {send.action}
        </Button>
      )}
      {first && may(me, "bring_papers") && (
        <Button iconName="upload" onClick={() => setDoing("upload")}>
          {upload.action}
        </Button>
      )}
      {doing === "send" && <SendLink customer={customer} tiers={tiers} onClose={close} />}
      {doing === "upload" && first && (
        <UploadFor id={customer.customer_id} files={files} first={first.item} onClose={close} />
      )}
    </SpaceBetween>
  );
}
