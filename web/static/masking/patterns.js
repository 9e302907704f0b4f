// Python's ways of using a pattern and a text. Every pattern is global and knows Unicode (web/masking/javascript_patterns.py).
export function finditer(pattern, text) {
  pattern.lastIndex = 0; // where an earlier search ended is no place to begin
  return Array.from(text.matchAll(pattern));
}

export function search(pattern, text, from = 0) {
  pattern.lastIndex = from;
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
export const isascii = (text) => /^[\x00-\x7f]*$/.test(text);
export const islower = (text) => /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
export const isupper = (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
export const isalnum = (text) => /^[\p{L}\p{N}]+$/u.test(text);

export function union(...sets) {
  const all = new Set();
  for (const set of sets) for (const item of set) all.add(item);
  return all;
}

export const difference = (set, other) => new Set(Array.from(set).filter((item) => !other.has(item)));

// The value of a decimal digit of any script: every script's ten digits stand in a row.
export function digit(character) {
  const ascii = "0123456789".indexOf(character);
  if (ascii >= 0) return ascii;
  let before = 0;
  while (isdecimal(String.fromCodePoint(character.codePointAt(0) - before - 1))) before += 1;
  return before % 10;
}
