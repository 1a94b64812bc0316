// A file that the API makes, saved under the name that it gives.

import { data } from "../../shared/api/client";
import { exportEntries } from "../../shared/api/gen";
import type { Filter } from "./filter";

export async function downloadCsv(filter: Filter, name: string): Promise<void> {
  const text = await data(exportEntries({ throwOnError: true, query: filter, parseAs: "text" }));
  const url = URL.createObjectURL(new Blob([String(text)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
