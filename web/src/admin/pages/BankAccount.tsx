// One bank account: what was sent, the name beside the one that KYC proved, the bank book, and the
// decision.

import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams } from "wouter";
import type { BankAccountView } from "../../shared/api/gen";
import { go } from "../../shared/hash";
import { Account } from "../banks/Account";
import { useAccount } from "../banks/asks";
import { Decision } from "../banks/Decision";
import { Names } from "../banks/Names";
import { Duplicates } from "../case/Duplicates";
import { FilePane } from "../case/FilePane";
import { Empty, Loaded } from "../components/Loaded";
import { useBanksTexts } from "../i18n/banks";

export default function BankAccount() {
  const texts = useBanksTexts();
  const { customer_id: id = "" } = useParams();
  const account = useAccount(id);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={account.data?.external_id}
          actions={<Button onClick={() => go("/bank-accounts")}>{texts.title}</Button>}
        >
          {account.data?.account_name ?? texts.account}
        </Header>
      }
    >
      <Loaded query={account}>
        {(found) => <Whole account={found} onReload={() => void account.refetch()} />}
      </Loaded>
    </ContentLayout>
  );
}

function Whole({ account, onReload }: { account: BankAccountView; onReload: () => void }) {
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }]}>
      <SpaceBetween size="m">
        <Duplicates alerts={account.duplicates} />
        <Account account={account} />
        <Names account={account} />
        <Decision account={account} onReload={onReload} />
      </SpaceBetween>
      <Book account={account} onRenew={onReload} />
    </Grid>
  );
}

function Book({ account, onRenew }: { account: BankAccountView; onRenew: () => void }) {
  const texts = useBanksTexts();
  const { bank_book: book } = account;
  return (
    <Container header={<Header variant="h2">{texts.book}</Header>}>
      {book ? (
        <FilePane
          label={texts.book}
          files={[{ id: book.upload_id, kind: "bank_book", contentType: book.content_type, url: book.url, facts: {} }]}
          chosen={book.upload_id}
          onChoose={() => undefined}
          onRenew={onRenew}
        />
      ) : (
        <Empty title={texts.bookGone} />
      )}
    </Container>
  );
}
