// What somebody typed into the search of customers. Pure.

const ID = /^cus_[0-9A-HJKMNP-TV-Z]{26}$/;
const EXTERNAL = /^[!-~]{1,128}$/;

export const externalIdOf = (search: string): string => {
  const given = new URLSearchParams(search).get("external_id") ?? "";
  return EXTERNAL.test(given) ? given : "";
};

export const addressOf = (externalId: string): string =>
  externalId ? `/customers?${new URLSearchParams({ external_id: externalId })}` : "/customers";

// Where to go for it: our own id is a customer's page, anything else is looked for.
export function destinationOf(typed: string): string | null {
  const text = typed.trim();
  if (ID.test(text)) return `/customers/${text}`;
  return text === "" || EXTERNAL.test(text) ? addressOf(text) : null;
}
