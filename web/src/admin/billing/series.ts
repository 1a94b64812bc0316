// What was charged, as bars by day and as totals. Pure. Bars are drawn from floats; every figure
// that is read stands as the API sent it.

import type { Statistics, Use } from "../../shared/api/gen";

export interface Series {
  service: string;
  bars: { x: string; y: number }[];
}

// Every day of the period, so that days without a charge are gaps and not missing.
export function daysOf(count: number, today = new Date()): string[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - index));
    return day.toISOString().slice(0, 10);
  }).reverse();
}

export function seriesOf(statistics: Statistics, days: string[]): Series[] {
  const services = [...new Set(statistics.totals.map((use) => use.service))].sort();
  const byDay = new Map(statistics.days.map((each) => [each.day, each.uses]));
  return services.map((service) => ({
    service,
    bars: days.map((x) => ({ x, y: sum((byDay.get(x) ?? []).filter((use) => use.service === service)) })),
  }));
}

export const isEmpty = (series: Series[]) => series.every(({ bars }) => bars.every(({ y }) => y === 0));

const sum = (uses: Use[]) => uses.reduce((total, use) => total + Number(use.charged.amount), 0);
