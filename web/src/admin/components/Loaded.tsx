// The three states of asking the API: still loading, refused, or there.

import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Spinner from "@cloudscape-design/components/spinner";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useErrorText } from "../errors";
import { useShellTexts } from "../i18n/shell";

export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading />;
}

export function Loading() {
  const { loading } = useShellTexts();
  return (
    <Box textAlign="center" padding="xxl" color="text-body-secondary">
      <Spinner size="large" />
      <Box variant="p">{loading}</Box>
    </Box>
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const texts = useShellTexts();
  const textOf = useErrorText();
  return (
    <Alert
      type="error"
      header={texts.errors.title}
      action={onRetry && <Button onClick={onRetry}>{texts.retry}</Button>}
    >
      {textOf(error)}
    </Alert>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Box textAlign="center" padding="xl" color="inherit">
      <Box variant="strong">{title}</Box>
      <Box variant="p" color="text-body-secondary">
        {children}
      </Box>
    </Box>
  );
}
