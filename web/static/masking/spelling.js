// guardrails/spelling.py: whether a word is an English one, inflected or written in a hurry.
import { search } from "./patterns.js";
import { rules } from "./rules.js";

const { _ENDINGS, _PLAIN_ENDINGS, _SHORTEST_STEM, _NAMELIKE_ENDINGS, _LONGEST, _PREFIXES, _SHORTEST_REST, _WORD_ENDINGS, _DRAWN_OUT } = rules.spelling;
export const SHORTEST_SLIP = rules.spelling.SHORTEST_SLIP;
const near = new Map();

export function is_english(word, english) {
  const bare = word.replaceAll("'", "");
  if (english.has(bare) || english.has(word)) return true;
  if (word.includes("-")) return word.split("-").every((part) => part.length > 1 && is_english(part, english));
  return _stems(word).some((stem) => english.has(stem)) || _PREFIXES.some((prefix) => word.startsWith(prefix)
    && word.length >= prefix.length + _SHORTEST_REST + (prefix.length === 2 ? 1 : 0) && english.has(word.slice(prefix.length)));
}

export function is_compound(word, ordinary) {
  if (word.length > _LONGEST) return false;
  for (let place = 3; place < word.length - 2; place += 1) {
    if ((place > 3 || word.length - place > 3) && ordinary.has(word.slice(0, place)) && ordinary.has(word.slice(place))) return true;
  }
  return false;
}

export function looks_english(word) {
  return _WORD_ENDINGS.some((ending) => word.endsWith(ending)) || search(_DRAWN_OUT, word) !== null;
}

export function is_slip(word, ordinary, shortest = SHORTEST_SLIP, shortest_changed = 0) {
  const bare = word.replaceAll("'", "");
  if (!(shortest <= bare.length && bare.length <= _LONGEST)) return _PLAIN_ENDINGS.some((ending) => ordinary.has(bare + ending));
  const [changed, missing] = _near(ordinary);
  if (missing.has(bare)) return true;
  for (let place = 0; place < bare.length; place += 1) {
    const head = bare.slice(0, place), tail = bare.slice(place + 1);
    if (ordinary.has(head + tail)) return true;
    if (bare.length >= shortest_changed && place > 0 && changed.has(place + head + tail)) return true;
    if (ordinary.has(head + bare.slice(place + 1, place + 2) + bare[place] + bare.slice(place + 2))) return true;
  }
  return false;
}

function _near(ordinary) {
  if (!near.has(ordinary)) {
    const changed = new Set(), missing = new Set();
    for (const word of ordinary) {
      for (let place = 1; word.length > 3 && place < word.length; place += 1) {
        const rest = word.slice(0, place) + word.slice(place + 1);
        changed.add(place + rest);
        missing.add(rest);
      }
    }
    near.set(ordinary, [changed, missing]);
  }
  return near.get(ordinary);
}

function _stems(word) {
  const stems = [];
  for (const ending of _ENDINGS) {
    const stem = word.slice(0, -ending.length);
    if (word.endsWith(ending) && stem.length >= _SHORTEST_STEM + (_NAMELIKE_ENDINGS.has(ending) ? 1 : 0)) {
      stems.push(stem);
      if (["ed", "ing", "in", "er", "able"].includes(ending)) stems.push(stem + "e");
      if (stem.length > _SHORTEST_STEM && stem.at(-1) === stem.at(-2)) stems.push(stem.slice(0, -1));
      if (stem.endsWith("i")) stems.push(stem.slice(0, -1) + "y");
    }
  }
  return stems;
}
