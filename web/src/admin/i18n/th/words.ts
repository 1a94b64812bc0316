// Words of the domain, in Thai.
import told from "../../../../../functions/review/texts/th.json";
import { choices, items } from "../../../../../functions/shared/items/th.json";
import type en from "../en/words";
import { labelsOf } from "../labels";
import { reasonsOf } from "../reasons";
import states from "./states";

const corrections = reasonsOf("th", "correction");
const rejections = reasonsOf("th", "rejection");

const words: typeof en = {
  told,
  items: labelsOf(items),
  choices,
  corrections,
  rejections,
  ...states,
};

export default words;
