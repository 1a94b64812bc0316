// Other customers who may be the same person: said in neutral words, and above everything else.

import Alert from "@cloudscape-design/components/alert";
import Link from "@cloudscape-design/components/link";
import type { AlertRow } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { useCaseTexts } from "../i18n/case";

export function Duplicates({ alerts }: { alerts: AlertRow[] }) {
  const { duplicates: texts } = useCaseTexts();
  const { ago } = useFormats();
  if (alerts.length === 0) return null;
  return (
    <Alert type="warning" header={texts.title(alerts.length)}>
      {alerts.map((each) => (
        <div key={each.alert_id}>
          <Link href={`#/duplicates/${each.alert_id}`}>{named(texts.causes, each.cause)}</Link>
          {` · ${each.refused_id ? texts.staysRefused : named(texts.statuses, each.status)} · ${ago(each.last_seen_at)}`}
        </div>
      ))}
    </Alert>
  );
}
