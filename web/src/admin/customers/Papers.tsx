// What is missing, asked of the customer, or brought in and submitted by staff.

import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { CustomerAnswer, TierNeeds } from "../../shared/api/gen";
import { may } from "../auth";
import { useCustomerTexts } from "../i18n/customers";
import { useWordsTexts } from "../i18n/words";
import { useDesk } from "../queries";
import { isSentAgain } from "./fields";
import { ReplyText } from "./ReplyText";
import { SendLink } from "./SendLink";
import { SubmitFor } from "./SubmitFor";
import { UploadFor } from "./UploadFor";

const WANTED = ["missing", "correction_requested"];

export function Papers({ customer, tiers }: { customer: CustomerAnswer; tiers: TierNeeds[] }) {
  const { send, reply, submit, upload } = useCustomerTexts();
  const words = useWordsTexts();
  const { me } = useDesk();
  const [doing, setDoing] = useState<"send" | "reply" | "upload" | "submit" | null>(null);
  const close = () => setDoing(null);
  const known = new Map(tiers.flatMap((tier) => tier.items).map((each) => [each.item, each]));
  const files = [...known.values()].filter((each) => each.type === "file");
  const first = files.find((each) => WANTED.includes(each.status)) ?? files[0];
  const open = tiers.find((tier) => tier.status === "open" || isSentAgain(tier));
  const brings = may(me, "bring_papers");
  if (customer.merged_into) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {may(me, "hand_out_links") && (
        <Button iconName="envelope" onClick={() => setDoing("send")}>
          {send.action}
        </Button>
      )}
      <Button iconName="contact" onClick={() => setDoing("reply")}>
        {reply.action}
      </Button>
      {first && brings && (
        <Button iconName="upload" onClick={() => setDoing("upload")}>
          {upload.action}
        </Button>
      )}
      {open && brings && (
        <Button iconName="send" onClick={() => setDoing("submit")}>
          {(isSentAgain(open) ? submit.again : submit).action(words.tier(open.tier))}
        </Button>
      )}
      {doing === "send" && <SendLink customer={customer} tiers={tiers} onClose={close} />}
      {doing === "reply" && <ReplyText customer={customer} onClose={close} />}
      {doing === "upload" && first && (
        <UploadFor id={customer.customer_id} files={files} first={first.item} onClose={close} />
      )}
      {doing === "submit" && open && <SubmitFor id={customer.customer_id} tier={open} onClose={close} />}
    </SpaceBetween>
  );
}
