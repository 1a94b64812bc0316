// A file that staff send for a customer: announced, sent straight to storage, and looked at there.

import { data } from "../../shared/api/client";
import {
  staffCompleteUpload,
  staffCreateUpload,
  type StaffUpload,
  type UploadAnswer,
} from "../../shared/api/gen";

export const IMAGES = ["image/jpeg", "image/png"];
const PAPERS = [...IMAGES, "application/pdf"];
const VIDEOS = ["video/mp4", "video/webm", "video/quicktime"];
const MB = 1_000_000;

interface Rule {
  types: string[];
  most: number;
}

// As functions/shared/upload_kinds.py has it; the API looks at every file by itself.
const PICTURES = ["id_front", "id_back", "passport_page", "selfie", "selfie_with_document", "bank_book"];

export function ruleOf(kind: string): Rule {
  if (kind === "statement_video") return { types: VIDEOS, most: 50 * MB };
  return { types: PICTURES.includes(kind) ? IMAGES : PAPERS, most: 20 * MB };
}

export class NotArrived extends Error {}

interface Sent {
  id: string;
  kind: StaffUpload["kind"];
  file: File;
  reason: string;
}

export async function upload({ id, kind, file, reason }: Sent, key: string): Promise<UploadAnswer> {
  const path = { customer_id: id };
  const body = {
    kind,
    content_type: file.type,
    size_bytes: file.size,
    sha256: await hashOf(file),
    reason,
  };
  const headers = { "Idempotency-Key": key };
  const permit = await data(staffCreateUpload({ throwOnError: true, path, headers, body }));
  const form = new FormData();
  for (const [name, value] of Object.entries(permit.fields)) form.append(name, value);
  form.append("file", file);
  const stored = await fetch(permit.url, { method: "POST", body: form }).catch(() => null);
  if (!stored?.ok) throw new NotArrived();
  const uploaded = { ...path, upload_id: permit.upload_id };
  return data(staffCompleteUpload({ throwOnError: true, path: uploaded }));
}

async function hashOf(file: File): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
