// All files of a case that can be put side by side: this revision's, the face check's pictures,
// and the ones that they replaced. Pure.

import type { CaseView, Comparison, DocumentView, Erasure, ReadAloud, SameAs } from "../../shared/api/gen";

export interface CaseFile {
  id: string;
  // A kind of document, or `liveness.<name>`.
  kind: string;
  contentType: string;
  // Null for a file that was erased for ever; `erased` says by whom and why.
  url: string | null;
  erased?: Erasure;
  // What the customer was asked to say in a video.
  readAloud?: ReadAloud;
  // Other kinds of this revision that seem to be this file too.
  sameAs?: SameAs[];
  sizeBytes?: number;
  facts: Record<string, unknown>;
  // Set for files that this revision does not have any more.
  revision?: number;
  attempt?: number;
}

export function filesOf(view: CaseView, comparison: Comparison | undefined): CaseFile[] {
  const current = view.documents.filter(isKept).map(asFile);
  const faces = view.liveness.flatMap((check) =>
    check.images.map((image) => ({
      id: `${check.attempt}/${image.name}`,
      kind: "liveness",
      contentType: "image/jpeg",
      url: image.url,
      facts: {},
      attempt: check.attempt,
    })),
  );
  const before = [...(comparison?.asked ?? []), ...(comparison?.not_asked ?? [])]
    .flatMap((change) => (change.before_document ? [change.before_document] : []))
    .filter(isKept)
    .filter((each) => !current.some((file) => file.id === each.upload_id))
    .map((each) => ({ ...asFile(each), revision: comparison?.compared_with ?? undefined }));
  const known = new Map([...current, ...faces, ...before].map((file) => [file.id, file]));
  return [...known.values()];
}

// A document on the left and a face on the right, where there are both.
export function firstPair(files: CaseFile[]): [string | null, string | null] {
  const documents = ["id_front", "passport_page", "company_registration"];
  const left = files.find((file) => documents.includes(file.kind)) ?? files[0];
  const faces = ["liveness", "selfie", "selfie_with_document", "statement_video"];
  const right =
    files.find((file) => faces.includes(file.kind)) ?? files.find((file) => file.id !== left?.id);
  return [left?.id ?? null, right?.id ?? null];
}

type Kept = DocumentView & { url: string };

// A file that was erased has no address.
const isKept = (document: DocumentView): document is Kept => document.url !== null;

function asFile(document: Kept): CaseFile {
  return {
    id: document.upload_id,
    kind: document.kind,
    contentType: document.content_type,
    url: document.url,
    ...(document.erasure ? { erased: document.erasure } : {}),
    ...(document.read_aloud ? { readAloud: document.read_aloud } : {}),
    ...(document.same_as.length > 0 ? { sameAs: document.same_as } : {}),
    sizeBytes: document.size_bytes,
    facts: document.facts,
  };
}
