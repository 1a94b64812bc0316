// A link to another page of this one.

import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { go } from "../../shared/hash";

export function To({ route, children }: { route: string; children: ReactNode }) {
  return (
    <Link
      href={`#${route}`}
      onFollow={(event) => {
        event.preventDefault();
        go(route);
      }}
    >
      {children}
    </Link>
  );
}
