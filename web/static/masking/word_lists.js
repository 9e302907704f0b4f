// guardrails/word_lists.py: what the name and school rules know about words.
import { rules } from "./rules.js";

export const word_lists = () => rules.word_lists;
