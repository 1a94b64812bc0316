// The foot of a list that has more.

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { useShellTexts } from "../i18n/shell";

export interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

export function More({ pages }: { pages: Pages }) {
  const { loadMore } = useShellTexts();
  if (!pages.hasNextPage) return null;
  return (
    <Box textAlign="center">
      <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {loadMore}
      </Button>
    </Box>
  );
}
