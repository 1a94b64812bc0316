// A number in a table, or the head of its column: to the right, digits below digits.

import type { ReactNode } from "react";

export function Figure({ children }: { children: ReactNode }) {
  return <div className="figure number">{children}</div>;
}
