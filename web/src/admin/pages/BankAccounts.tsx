// The bank accounts that wait for a reviewer, oldest first.

import { useAccounts } from "../banks/asks";
import { useBankName } from "../banks/names";
import { Age } from "../components/Age";
import { Go } from "../components/Go";
import { ListPage } from "../components/ListPage";
import { Empty } from "../components/Loaded";
import { useBanksTexts } from "../i18n/banks";

export default function BankAccounts() {
  const texts = useBanksTexts();
  const bankName = useBankName();
  const accounts = useAccounts();
  const found = accounts.data?.pages.flatMap((page) => page.bank_accounts) ?? [];
  return (
    <ListPage
      title={texts.title}
      about={texts.about}
      query={accounts}
      items={found}
      trackBy="customer_id"
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
    />
  );
}
