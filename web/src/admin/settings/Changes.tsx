// Who changed which setting from what to what, newest first.

import Box from "@cloudscape-design/components/box";
import Table from "@cloudscape-design/components/table";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ChangeAnswer } from "../../shared/api/gen";
import { useFormats } from "../../shared/i18n/format";
import { Empty, Failed } from "../components/Loaded";
import { More } from "../components/More";
import { useSettingsTexts } from "../i18n/settings";
import { useShellTexts } from "../i18n/shell";
import { useChanges } from "./asks";
import { useSettingName, useSettingValue } from "./names";

export function Changes() {
  const { changes: texts } = useSettingsTexts();
  const { loading } = useShellTexts();
  const { moment } = useFormats();
  const nameOf = useSettingName();
  const textOf = useSettingValue();
  const query = useChanges();
  const rows = (query.data?.pages.flatMap((page) => page.changes) ?? []).flatMap((request) =>
    request.changes.map((each) => ({ ...each, request })),
  );
  return (
    <SpaceBetween size="m">
      {query.error && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      <Table
        variant="container"
        wrapLines
        trackBy={(row) => `${row.request.number} ${row.setting}`}
        loading={query.isPending}
        loadingText={loading}
        items={rows}
        columnDefinitions={[
          { id: "at", header: texts.at, minWidth: 150, cell: (row) => moment(row.request.at) },
          { id: "by", header: texts.by, minWidth: 120, cell: (row) => <By request={row.request} /> },
          { id: "setting", header: texts.setting, isRowHeader: true, minWidth: 180, cell: (row) => nameOf(row.setting) },
          { id: "before", header: texts.before, minWidth: 120, cell: (row) => <Value text={textOf(row.setting, row.before)} /> },
          { id: "after", header: texts.after, minWidth: 120, cell: (row) => <Value text={textOf(row.setting, row.after)} /> },
        ]}
        empty={<Empty title={texts.none}>{texts.noneHint}</Empty>}
        footer={<More pages={query} />}
        ariaLabels={{ tableLabel: texts.title }}
      />
    </SpaceBetween>
  );
}

// What was only proposed says what became of it, and by whom.
function By({ request: { by, by_name: name, proposal, ended_by: ender, ended_by_name: enderName } }: { request: ChangeAnswer }) {
  const { changes: texts } = useSettingsTexts();
  return (
    <>
      {name ?? by}
      {proposal && (
        <Box fontSize="body-s" color="text-body-secondary">
          {[texts.proposals[proposal], ...(ender ? [enderName ?? ender] : [])].join(" · ")}
        </Box>
      )}
    </>
  );
}

const Value = ({ text }: { text: string }) => <span className="preview">{text}</span>;
