// A link to another page of this site.

import Link, { type LinkProps } from "@cloudscape-design/components/link";
import { go } from "../../shared/hash";

export function Go({ to, ...others }: { to: string } & Omit<LinkProps, "href" | "onFollow">) {
  return (
    <Link
      {...others}
      href={`#${to}`}
      onFollow={(event) => {
        event.preventDefault();
        go(to);
      }}
    />
  );
}
