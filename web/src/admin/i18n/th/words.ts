// Words of the domain, in Thai.
import told from "../../../../../functions/review/texts/th.json";
import { choices, items } from "../../../../../functions/shared/items/th.json";
import type en from "../en/words";
import { labelsOf } from "../labels";
import { reasonsOf } from "../reasons";

const corrections = reasonsOf("th", "correction");
const rejections = reasonsOf("th", "rejection");

const words: typeof en = {
  told,
  items: labelsOf(items),
  choices,
  corrections,
  rejections,
  status: {
    not_started: "ยังไม่เริ่ม",
    pending: "รอตรวจสอบ",
    approved: "อนุมัติแล้ว",
    rejected: "ปฏิเสธแล้ว",
    revision_requested: "รอแก้ไข",
    expired: "หมดเวลาแล้ว",
  },
  kind: { individual: "บุคคล", business: "นิติบุคคล" },
  tier: (tier) => `ระดับ ${tier}`,
  revision: (revision) => `ฉบับที่ ${revision}`,
  routeReasons: {
    automatic_off: "กำหนดให้ตรวจโดยเจ้าหน้าที่",
    provider_absent: "ระบบชุดนี้ไม่มีการตรวจใบหน้า",
    not_an_individual: "นิติบุคคลต้องตรวจโดยเจ้าหน้าที่",
    not_mainland_china: "ไม่ได้มาจากจีนแผ่นดินใหญ่",
    phone_not_chinese: "หมายเลขโทรศัพท์ไม่ใช่ของจีน",
    not_a_resident_id: "ไม่ใช่บัตรประชาชนจีน",
    no_card_photos: "ไม่มีรูปถ่ายบัตร",
    name_not_chinese: "ชื่อไม่เป็นอักษรจีน",
    attempts_used: "ใช้สิทธิ์ตรวจใบหน้าครบแล้ว",
    eligible: "ตรวจใบหน้าอัตโนมัติได้",
    insufficient_balance: "ยอดเงินไม่พอสำหรับตรวจใบหน้า",
    face_mismatch: "ใบหน้าไม่ตรงกัน",
    suspected_attack: "สงสัยว่ามีการปลอมแปลง",
    id_attacked: "สงสัยว่าปลอมแปลงรูปบนบัตร",
    photo_monochrome: "รูปอ้างอิงเป็นขาวดำ",
    threshold_missing: "ผลตรวจใบหน้าไม่มีเกณฑ์",
    unclear_answer: "ผลตรวจใบหน้าไม่ชัดเจน",
    no_such_id: "ไม่พบเลขบัตรในทะเบียน",
    name_mismatch: "ชื่อกับเลขบัตรไม่ตรงกัน",
    source_photo_unusable: "รูปในทะเบียนใช้ไม่ได้",
    photo_unusable: "รูปใบหน้าใช้ไม่ได้",
    source_unavailable: "ทะเบียนไม่พร้อมใช้งาน",
    provider_failed: "FaceID ขัดข้อง",
    liveness_failed: "ไม่ผ่านการตรวจใบหน้าจริง",
    cancelled: "ลูกค้ายกเลิกการตรวจใบหน้า",
    timed_out: "หมดเวลาตรวจใบหน้า",
    webrtc_unsupported: "เบราว์เซอร์ของลูกค้าตรวจใบหน้าไม่ได้",
    failed: "ตรวจใบหน้าไม่สำเร็จ",
    result_gone: "ผลจาก FaceID หมดอายุแล้ว",
    no_answer_in_time: "ไม่ได้รับคำตอบภายในเวลา",
    automatic_check_failed: "การตรวจอัตโนมัติล้มเหลว",
    matched: "ใบหน้าตรงกัน",
    not_started: "ยังไม่ได้เริ่มตรวจใบหน้า",
  },
};

export default words;
