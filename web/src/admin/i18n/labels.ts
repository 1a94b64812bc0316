// What fields and files are called, from the texts that customers read (functions/shared/items).

export function labelsOf(items: Record<string, { label: string }>): Record<string, string> {
  return Object.fromEntries(Object.entries(items).map(([name, { label }]) => [name, label]));
}
