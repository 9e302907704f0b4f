// guardrails/put_back.py: what an asker may say is no personal data after all.
import { merge } from "./spans.js";
import { plain } from "./tokens.js";
import { rules } from "./rules.js";

export const { PUT_BACK_KINDS, MOST_PUT_BACK, LONGEST_PUT_BACK } = rules.put_back;

export function folded(text) {
  return plain(text).toLowerCase();
}

export function kept_words(keep) {
  const fitting = [...keep].filter((word) => word && Array.from(word).length <= LONGEST_PUT_BACK);
  return new Set(fitting.slice(0, MOST_PUT_BACK).map(folded));
}

export function may_be_put_back(span) {
  return PUT_BACK_KINDS.has(span.kind) && span.end - span.start <= LONGEST_PUT_BACK;
}

// `letters`: the text as an array of characters.
export function is_kept(span, letters, keep) {
  return keep.size > 0 && may_be_put_back(span) && keep.has(folded(letters.slice(span.start, span.end).join("")));
}

export function told_by_form(found, within) {
  return merge(found.filter((span) => !PUT_BACK_KINDS.has(span.kind) && within.start <= span.start && span.end <= within.end));
}
