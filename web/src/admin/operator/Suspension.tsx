// A company suspended or resumed: what that means is read before it is done, and why stands on its page.

import Alert from "@cloudscape-design/components/alert";
import { data } from "../../shared/api/client";
import { type CompanyAnswer, resumeCompany, suspendCompany } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { useOperatorTexts } from "../i18n/operator";
import { useStanding } from "./asks";
import { useFields } from "./fields";
import { FormDialog } from "./FormDialog";

export function Suspension({ company, onClose }: { company: CompanyAnswer; onClose: () => void }) {
  const { suspension: texts, check } = useOperatorTexts();
  const { standing } = useFields();
  const { company_id, name, suspended_at } = company;
  const act = suspended_at ? resumeCompany : suspendCompany;
  const about = suspended_at ? texts.resumeAbout : texts.suspendAbout;
  return (
    <FormDialog
      name={`suspension:${company_id}`}
      title={suspended_at ? texts.resumeTitle(name) : texts.suspendTitle(name)}
      action={suspended_at ? texts.resume : texts.suspend}
      about={about}
      fields={[standing]}
      check={({ reason = "" }) => [
        { label: check.company, value: name },
        { label: standing.label, value: reason.trim() },
      ]}
      final={<Alert type={suspended_at ? "info" : "warning"}>{about}</Alert>}
      send={({ reason = "" }) =>
        data(act({ throwOnError: true, path: { company_id }, body: { reason: reason.trim() } }))
      }
      said={(done) => (done.suspended_at ? texts.suspendedSaid(name) : texts.resumedSaid(name))}
      onClose={onClose}
    />
  );
}

// Since when a company is suspended, by whom and why.
export function WhySuspended({ id, since }: { id: string; since: string }) {
  const { suspension: texts, colleague } = useOperatorTexts();
  const { moment } = useFormats();
  const newest = useStanding(id).data?.changes[0];
  if (!newest) return null;
  return (
    <Alert type="warning" header={texts.since(moment(since), newest.by_name ?? colleague)}>
      {newest.reason}
    </Alert>
  );
}
