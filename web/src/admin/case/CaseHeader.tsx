// Who the case is about, how long it has waited, who works on it, and what can be done.

import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CaseView } from "../../shared/api/gen";
import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { Age } from "../components/Age";
import { useCaseTexts } from "../i18n/case";
import { useWordsTexts } from "../i18n/words";
import type { Action } from "./decision/draft";

const COLORS = {
  pending: "grey",
  approved: "green",
  rejected: "red",
  revision_requested: "severity-medium",
  expired: "grey",
} as const;

interface Props {
  view: CaseView;
  canDecide: boolean;
  keysOn: boolean;
  onAct: (action: Action) => void;
  onMore: (id: string) => void;
}

export function CaseHeader({ view, canDecide, keysOn, onAct, onMore }: Props) {
  const texts = useCaseTexts();
  const words = useWordsTexts();
  const { country } = useFormats();
  const { task, customer } = view;
  const facts = [customer.external_id, country(task.country), named(words.kind, task.kind)];
  return (
    <Header
      variant="h1"
      description={
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <span>{facts.join(" · ")}</span>
          {task.status === "pending" && <Age since={task.waiting_since} sla={task.sla} />}
          {task.status === "pending" && <span>{named(words.routeReasons, task.route_reason)}</span>}
        </SpaceBetween>
      }
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <ButtonDropdown
            variant="icon"
            ariaLabel={texts.more.label}
            items={[
              { id: "next", text: texts.more.next, secondaryText: keysOn ? "J" : undefined },
              { id: "previous", text: texts.more.previous, secondaryText: keysOn ? "K" : undefined },
              { id: "reload", text: texts.more.reload },
              { id: "hand-over", text: texts.more.handOver, disabled: !canDecide },
              { id: "release", text: texts.more.release, disabled: !canDecide },
              { itemType: "checkbox", id: "keys", text: texts.more.keys, checked: keysOn },
            ]}
            onItemClick={({ detail }) => onMore(detail.id)}
          />
          {canDecide && <Actions view={view} onAct={onAct} />}
        </SpaceBetween>
      }
    >
      <span id="case-title" tabIndex={-1}>
        {task.customer_name ?? texts.unnamed}
      </span>{" "}
      <Badge color="blue">{words.tier(task.tier)}</Badge>{" "}
      <Badge color="grey">{words.revision(task.revision)}</Badge>{" "}
      {task.status !== "pending" && <Badge color={COLORS[task.status]}>{words.status[task.status]}</Badge>}
    </Header>
  );
}

function Actions({ view, onAct }: { view: CaseView; onAct: (action: Action) => void }) {
  const { decision: texts } = useCaseTexts();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => onAct("reject")}>{texts.open.reject}</Button>
      <Button onClick={() => onAct("request-revision")}>{texts.open["request-revision"]}</Button>
      <Button variant="primary" onClick={() => onAct("approve")}>
        {texts.titles.approve(view.task.tier)}
      </Button>
    </SpaceBetween>
  );
}

// Instead of buttons, when the case is decided: who, when, and what the customer was told.
export function Outcome({ view }: { view: CaseView }) {
  const texts = useCaseTexts();
  const words = useWordsTexts();
  const { moment } = useFormats();
  const { task, reason, corrections } = view;
  if (task.status === "pending" || !task.decided_at) return null;
  return (
    <Box>
      <Box variant="p">
        {texts.decided(words.status[task.status], task.decided_by ?? "–", moment(task.decided_at))}
      </Box>
      {task.status === "rejected" && reason && (
        <Box variant="p">
          <strong>{named(words.rejections, reason.code)}</strong> {reason.comment}
        </Box>
      )}
      {task.status === "revision_requested" && (
        <ul>
          {corrections.map((each) => (
            <li key={`${each.item} ${each.code}`}>
              <strong>{each.title ?? named(words.items, each.item)}</strong>
              {each.title ? "" : `: ${named(words.corrections, each.code)}`} · {each.comment}
            </li>
          ))}
        </ul>
      )}
    </Box>
  );
}
