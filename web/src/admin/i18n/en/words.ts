// Words of the domain. What customers read in their notices stands in functions/review/texts
// and shared/items; fields, files and reasons have the same names here.
import told from "../../../../../functions/review/texts/en.json";
import { choices, items } from "../../../../../functions/shared/items/en.json";
import { labelsOf } from "../labels";
import { reasonsOf } from "../reasons";
import states from "./states";

const corrections = reasonsOf("en", "correction");
const rejections = reasonsOf("en", "rejection");

const words = {
  told,
  items: labelsOf(items),
  choices: choices as Record<string, Record<string, string>>,
  corrections,
  rejections,
  ...states,
};

export default words;
