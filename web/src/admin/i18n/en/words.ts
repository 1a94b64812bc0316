// Words of the domain. What customers read in their notices stands in functions/review/texts
// and shared/items; fields, files and reasons have the same names here.
import told from "../../../../../functions/review/texts/en.json";
import { choices, items } from "../../../../../functions/shared/items/en.json";
import { labelsOf } from "../labels";
import { reasonsOf } from "../reasons";

const corrections = reasonsOf("en", "correction");
const rejections = reasonsOf("en", "rejection");

const words = {
  told,
  items: labelsOf(items),
  choices: choices as Record<string, Record<string, string>>,
  corrections,
  rejections,
  status: {
    not_started: "Not started",
    pending: "In review",
    approved: "Approved",
    rejected: "Rejected",
    revision_requested: "Revision requested",
    expired: "Expired",
  },
  kind: { individual: "Person", business: "Business" },
  tier: (tier: number) => `Tier ${tier}`,
  revision: (revision: number) => `Revision ${revision}`,
  routeReasons: {
    automatic_off: "Manual review is the rule",
    provider_absent: "No face check on this stage",
    not_an_individual: "Businesses are always reviewed",
    not_mainland_china: "Not from mainland China",
    phone_not_chinese: "Phone number is not Chinese",
    not_a_resident_id: "Not a resident ID card",
    no_card_photos: "Photos of the card are missing",
    name_not_chinese: "Name is not in Chinese",
    attempts_used: "All attempts at the face check used",
    eligible: "Eligible for the face check",
    insufficient_balance: "Balance too low for the face check",
    face_mismatch: "Face does not match",
    suspected_attack: "Suspected attack",
    id_attacked: "Suspected attack on the ID photo",
    photo_monochrome: "Reference photo is black and white",
    threshold_missing: "Face check without a threshold",
    unclear_answer: "Face check gave no clear answer",
    no_such_id: "No such ID number in the register",
    name_mismatch: "Name and ID number do not belong together",
    source_photo_unusable: "Register's photo cannot be used",
    photo_unusable: "Photo of the face cannot be used",
    source_unavailable: "Register was not available",
    provider_failed: "FaceID failed",
    liveness_failed: "Live face check failed",
    cancelled: "Customer cancelled the face check",
    timed_out: "Face check timed out",
    webrtc_unsupported: "Customer's browser cannot do the face check",
    failed: "Face check failed",
    result_gone: "FaceID's result is gone",
    no_answer_in_time: "No answer in time",
    automatic_check_failed: "Automatic check failed",
    matched: "Face matches",
    not_started: "Face check was not started",
  } as Record<string, string>,
};

export default words;
