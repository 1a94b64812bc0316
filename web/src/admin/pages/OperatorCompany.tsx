// One company as the platform sees it: its account, what was booked there, and what is proposed.

import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "wouter";
import { useFormats } from "../../shared/i18n/format";
import { Empty, Failed, Loading } from "../components/Loaded";
import { Go } from "../components/Go";
import { useOperatorTexts } from "../i18n/operator";
import { useShellTexts } from "../i18n/shell";
import { useRows } from "../operator/asks";
import { Booked } from "../operator/Booked";
import { Correction, Deposit } from "../operator/Booking";
import { Proposals } from "../operator/Proposals";
import type { Row } from "../operator/rows";
import { Standing, Suspended } from "../operator/Standing";
import { Suspension, WhySuspended } from "../operator/Suspension";
import { useDesk } from "../queries";

export default function OperatorCompany() {
  const { company_id: id = "" } = useParams();
  const texts = useOperatorTexts();
  const { rows, error, retry } = useRows();
  const [doing, setDoing] = useState<"deposit" | "correction" | "suspension" | null>(null);
  const row = rows?.find((each) => each.company.company_id === id);
  const actions = row && (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => setDoing("suspension")}>
        {row.company.suspended_at ? texts.suspension.resume : texts.suspension.suspend}
      </Button>
      <Button onClick={() => setDoing("correction")}>{texts.correction.action}</Button>
      <Button variant="primary" onClick={() => setDoing("deposit")}>
        {texts.deposit.open}
      </Button>
    </SpaceBetween>
  );
  const header = (
    <Header variant="h1" description={<Go to="/operator">{texts.all}</Go>} actions={actions}>
      {row?.company.name ?? texts.one}
    </Header>
  );
  const close = () => setDoing(null);
  return (
    <ContentLayout header={header}>
      {row && rows ? (
        <SpaceBetween size="m">
          {row.company.suspended_at && <WhySuspended id={id} since={row.company.suspended_at} />}
          <Account row={row} />
          <Proposals rows={rows} company={id} />
          <Booked company={id} />
          {doing === "deposit" && <Deposit row={row} onClose={close} />}
          {doing === "suspension" && <Suspension company={row.company} onClose={close} />}
          {doing === "correction" && <Correction row={row} onClose={close} />}
        </SpaceBetween>
      ) : error ? (
        <Failed error={error} onRetry={retry} />
      ) : rows ? (
        <Empty title={texts.noSuch} />
      ) : (
        <Loading />
      )}
    </ContentLayout>
  );
}

function Account({ row: { company, account } }: { row: Row }) {
  const { account: texts, columns, policies } = useOperatorTexts();
  const shell = useShellTexts();
  const { mode } = useDesk();
  const { money, moment } = useFormats();
  const shown = (name: "available" | "held" | "usdt_available" | "low_balance") =>
    account ? <span className="number">{money(account[name])}</span> : shell.nothing;
  return (
    <Container header={<Header variant="h2" description={texts.about}>{texts.title(shell.mode[mode])}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          {
            label: columns.standing,
            value: (
              <>
                <Standing company={company} account={account} />
                <Suspended account={account} />
              </>
            ),
          },
          { label: columns.available, value: shown("available") },
          { label: columns.held, value: shown("held") },
          { label: columns.usdt_available, value: shown("usdt_available") },
          { label: columns.policy, value: policies[company.policy] },
          { label: texts.id, value: <span className="break">{company.company_id}</span> },
          { label: columns.opened, value: moment(company.created_at) },
          { label: texts.low, value: shown("low_balance") },
        ]}
      />
    </Container>
  );
}
