// Which operator it was: oneself, or another one, of whom the API knows the number in Cognito.

import { useOperatorTexts } from "../i18n/operator";
import { useDesk } from "../queries";

export function By({ id }: { id: string }) {
  const { you, colleague } = useOperatorTexts();
  const { me } = useDesk();
  return <span title={id}>{id === me.id ? you : colleague}</span>;
}
