// Words of the domain, in simplified Chinese.
import told from "../../../../../functions/review/texts/zh-CN.json";
import { choices, items } from "../../../../../functions/shared/items/zh-CN.json";
import type en from "../en/words";
import { labelsOf } from "../labels";
import { reasonsOf } from "../reasons";

const corrections = reasonsOf("zh-CN", "correction");
const rejections = reasonsOf("zh-CN", "rejection");

const words: typeof en = {
  told,
  items: labelsOf(items),
  choices,
  corrections,
  rejections,
  status: {
    not_started: "未开始",
    pending: "审核中",
    approved: "已通过",
    rejected: "已拒绝",
    revision_requested: "待补正",
    expired: "已过期",
  },
  kind: { individual: "个人", business: "企业" },
  tier: (tier) => `${tier} 级`,
  revision: (revision) => `第 ${revision} 版`,
  routeReasons: {
    automatic_off: "按规定人工审核",
    provider_absent: "此环境没有人脸核验",
    not_an_individual: "企业一律人工审核",
    not_mainland_china: "非中国大陆客户",
    phone_not_chinese: "手机号不是中国大陆号码",
    not_a_resident_id: "不是居民身份证",
    no_card_photos: "缺少身份证照片",
    name_not_chinese: "姓名不是中文",
    attempts_used: "人脸核验次数已用完",
    eligible: "可进行人脸核验",
    insufficient_balance: "余额不足，无法进行人脸核验",
    face_mismatch: "人脸不匹配",
    suspected_attack: "疑似攻击",
    id_attacked: "疑似证件照片攻击",
    photo_monochrome: "参照照片为黑白",
    threshold_missing: "人脸核验缺少阈值",
    unclear_answer: "人脸核验结果不明确",
    no_such_id: "库中无此身份证号",
    name_mismatch: "姓名与身份证号不符",
    source_photo_unusable: "库中照片不可用",
    photo_unusable: "人脸照片不可用",
    source_unavailable: "数据源不可用",
    provider_failed: "FaceID 出错",
    liveness_failed: "活体检测未通过",
    cancelled: "客户取消了人脸核验",
    timed_out: "人脸核验超时",
    webrtc_unsupported: "客户的浏览器不支持人脸核验",
    failed: "人脸核验失败",
    result_gone: "FaceID 的结果已失效",
    no_answer_in_time: "未及时得到结果",
    automatic_check_failed: "自动核验失败",
    matched: "人脸匹配",
    not_started: "未开始人脸核验",
  },
};

export default words;
