// Python's ways of using a pattern and a text. Every pattern is global and knows Unicode (web/masking/javascript_patterns.py).
export function finditer(pattern, text) {
  pattern.lastIndex = 0; // where an earlier search ended is no place to begin
  return Array.from(text.matchAll(pattern));
}

export function search(pattern, text) {
  pattern.lastIndex = 0;
  return pattern.exec(text);
}

export function match(pattern, text) {
  const found = search(pattern, text);
  return found && found.index === 0 ? found : null;
}

export const start = (found) => found.index;
export const end = (found) => found.index + found[0].length;

export const isalpha = (text) => /^\p{L}+$/u.test(text);
export const isdecimal = (text) => /^\p{Nd}+$/u.test(text);
export const isupper = (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
export const union = (...sets) => new Set(sets.flatMap((set) => Array.from(set)));
export const difference = (set, other) => new Set(Array.from(set).filter((item) => !other.has(item)));

// The value of a decimal digit of any script: every script's ten digits stand in a row.
export function digit(character) {
  const ascii = "0123456789".indexOf(character);
  if (ascii >= 0) return ascii;
  let before = 0;
  while (isdecimal(String.fromCodePoint(character.codePointAt(0) - before - 1))) before += 1;
  return before % 10;
}
