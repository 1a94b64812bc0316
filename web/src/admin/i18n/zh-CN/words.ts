// Words of the domain, in simplified Chinese.
import told from "../../../../../functions/review/texts/zh-CN.json";
import { choices, items } from "../../../../../functions/shared/items/zh-CN.json";
import type en from "../en/words";
import { labelsOf } from "../labels";
import { reasonsOf } from "../reasons";
import states from "./states";

const corrections = reasonsOf("zh-CN", "correction");
const rejections = reasonsOf("zh-CN", "rejection");

const words: typeof en = {
  told,
  items: labelsOf(items),
  choices,
  corrections,
  rejections,
  ...states,
};

export default words;
