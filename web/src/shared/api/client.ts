// The generated client, told where the API is, who asks, and how a refusal looks.

import { client } from "./gen/client.gen";

export type Mode = "live" | "test";

export interface FieldError {
  field: string;
  code: string;
  message: string;
}

// The API's answer to what it does not do; `code` is stable, `details` are the code's own.
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldError[] = [],
    readonly requestId: string = "",
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export const UNREACHABLE = "unreachable";
export const UNANSWERED = "unanswered";
// The API's gateway gives up after 29 seconds: nothing comes after this.
const PATIENCE_MS = 30_000;

interface Caller {
  api: string;
  token: () => Promise<string | undefined>;
  mode: () => Mode;
  onExpired: () => void;
}

export function connect(caller: Caller): void {
  client.setConfig({ baseUrl: caller.api, throwOnError: true });
  client.interceptors.request.use(async (request) => {
    const url = new URL(request.url);
    url.searchParams.set("mode", caller.mode());
    // The body as text: a copied stream would need HTTP/2.
    const body = (await request.text()) || undefined;
    const { method, headers, signal } = request;
    const asked = new Request(url, { method, headers, signal: patient(signal), body });
    const token = await caller.token();
    if (token) asked.headers.set("Authorization", `Bearer ${token}`);
    return asked;
  });
  client.interceptors.error.use((error, response) => {
    const refusal = asRefusal(error, response);
    if (refusal.status === 401) caller.onExpired();
    return refusal;
  });
}

function patient(signal: AbortSignal): AbortSignal {
  const ends = new AbortController();
  setTimeout(() => ends.abort(new Refusal(0, UNANSWERED, "The API does not answer.")), PATIENCE_MS);
  return AbortSignal.any([signal, ends.signal]);
}

function asRefusal(error: unknown, response: Response | undefined): Refusal {
  if (error instanceof Refusal) return error;
  if (!response) return new Refusal(0, UNREACHABLE, "The API cannot be reached.");
  const told = (error as { error?: Record<string, unknown> } | undefined)?.error ?? {};
  const { code, message, fields, request_id, type: _type, ...details } = told;
  return new Refusal(
    response.status,
    typeof code === "string" ? code : "unknown",
    typeof message === "string" ? message : response.statusText,
    Array.isArray(fields) ? (fields as FieldError[]) : [],
    typeof request_id === "string" ? request_id : "",
    details,
  );
}

// `await data(getTask({ path }))`: the answer's body, or the Refusal is thrown.
export async function data<T>(answer: Promise<{ data: T }>): Promise<NonNullable<T>> {
  return (await answer).data as NonNullable<T>;
}

// Whether asking again by itself may help: the network, our own faults, and "too many requests".
// After waiting in vain once, a person decides whether to go on.
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Refusal) || error.code === UNANSWERED) return false;
  return error.status === 0 || error.status === 429 || error.status >= 500;
}
