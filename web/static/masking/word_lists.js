// guardrails/word_lists.py: what the name and school rules know about words.
import { union } from "./patterns.js";
import { rules } from "./rules.js";

const { ordinary, staying, english, spelled } = rules.word_lists;
const lists = { ...rules.word_lists, english: union(ordinary, english), spelled: union(ordinary, staying, spelled) };

export const word_lists = () => lists;
