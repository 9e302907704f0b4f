// guardrails/word_lists.py: what the name and school rules know about words.
import { union } from "./patterns.js";
import { rules } from "./rules.js";

const { common, staying, english, spelled } = rules.word_lists;
const lists = { ...rules.word_lists, english: union(common, english), spelled: union(common, staying, spelled) };

export const word_lists = () => lists;
