// The people of a business's case: what this tier still lacks of them, how the declared authorised
// person compares with the linked ones, and everybody with shares and status.

import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { BusinessView, PersonNeed } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { People } from "../businesses/People";
import { Go } from "../components/Go";
import { useBusinessesTexts } from "../i18n/businesses";

const MARKS: Record<string, StatusIndicatorProps.Type> = {
  match: "success",
  close: "warning",
  different: "error",
  different_script: "warning",
};

export function Business({ found }: { found: BusinessView }) {
  const texts = useBusinessesTexts();
  const lacking = found.needs.filter((each) => each.status !== "verified");
  return (
    <>
      {lacking.length > 0 && (
        <Alert type="warning" header={texts.lacking}>
          <ul>
            {lacking.map((each) => (
              <li key={each.person_id ?? each.roles.join()}>
                <Need need={each} />
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <Authorized found={found} />
      <People found={found} />
    </>
  );
}

function Need({ need }: { need: PersonNeed }) {
  const texts = useBusinessesTexts();
  const roles = need.roles.map((role) => named(texts.role, role)).join(", ");
  const why = texts.needs[need.status]?.replace("{tier}", String(need.tier));
  if (!need.person_id) return <>{`${roles}: ${why}`}</>;
  return (
    <>
      <Go to={`/customers/${need.person_id}`}>{need.name ?? texts.unnamed}</Go>
      {` (${need.is_undeclared ? texts.undeclared(need.owned_percent) : roles}): ${why}`}
    </>
  );
}

// The papers name one; the company linked one or more.
function Authorized({ found }: { found: BusinessView }) {
  const texts = useBusinessesTexts();
  const { authorized_person_name: declared, authorized_persons: linked } = found;
  if (!declared || linked.length === 0) return null;
  return (
    <Container>
      {linked.map(({ person_id, name, verdict }) => (
        <StatusIndicator key={person_id} type={MARKS[verdict ?? ""] ?? "pending"}>
          {texts.authorized(declared, name ?? texts.unnamed, verdict ? named(texts.names, verdict) : "–")}
        </StatusIndicator>
      ))}
    </Container>
  );
}
