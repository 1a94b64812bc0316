// Which deliveries are shown, as it stands in the address. Pure.

export const STATUSES = ["waiting", "delivered", "failed", "cancelled"] as const;

export interface Filter {
  status?: (typeof STATUSES)[number];
}

export function filterOf(search: string): Filter {
  const given = new URLSearchParams(search).get("status");
  const status = STATUSES.find((each) => each === given);
  return status ? { status } : {};
}

export const addressOf = ({ status }: Filter) => (status ? `/webhooks?status=${status}` : "/webhooks");
