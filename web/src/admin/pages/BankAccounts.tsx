// The bank accounts that wait for a reviewer, oldest first.

import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useAccounts } from "../banks/asks";
import { useBankName } from "../banks/names";
import { Age } from "../components/Age";
import { Go } from "../components/Go";
import { Empty, Failed } from "../components/Loaded";
import { More } from "../components/More";
import { useBanksTexts } from "../i18n/banks";
import { useShellTexts } from "../i18n/shell";

export default function BankAccounts() {
  const texts = useBanksTexts();
  const shell = useShellTexts();
  const bankName = useBankName();
  const accounts = useAccounts();
  const found = accounts.data?.pages.flatMap((page) => page.bank_accounts) ?? [];
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={texts.about}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {accounts.error && <Failed error={accounts.error} onRetry={() => void accounts.refetch()} />}
        <Table
          variant="container"
          items={found}
          trackBy="customer_id"
          loading={accounts.isPending}
          loadingText={shell.loading}
          wrapLines
          stickyHeader
          ariaLabels={{ tableLabel: texts.title }}
          empty={<Empty title={texts.empty}>{texts.emptyHint}</Empty>}
          columnDefinitions={[
            {
              id: "name",
              header: texts.accountName,
              isRowHeader: true,
              cell: (each) => (
                <Go to={`/bank-accounts/${each.customer_id}`} ariaLabel={texts.open(each.account_name)}>
                  {each.account_name}
                </Go>
              ),
            },
            { id: "customer", header: texts.customer, cell: (each) => each.external_id },
            { id: "bank", header: texts.bank, cell: (each) => bankName(each.bank) },
            {
              id: "number",
              header: texts.numberEnds,
              cell: (each) => <span className="number">{each.account_number_last_four}</span>,
            },
            { id: "waiting", header: texts.waiting, cell: (each) => <Age since={each.sent_at} sla={null} /> },
          ]}
          footer={<More pages={accounts} />}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
