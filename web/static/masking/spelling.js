// guardrails/spelling.py: whether a word is an ordinary one, inflected or written in a hurry.
import { rules } from "./rules.js";

const { _ENDINGS, _PLAIN_ENDINGS, _SHORTEST_STEM, _NAMELIKE_ENDINGS, _SHORTEST_MISSPELT, _LETTERS } = rules.spelling;

export function is_misspelling(word, ordinary, shortest = _SHORTEST_MISSPELT) {
  const bare = word.replaceAll("'", "");
  if (ordinary.has(bare) || _stems(word).some((stem) => ordinary.has(stem)) || _PLAIN_ENDINGS.some((ending) => ordinary.has(bare + ending))) return true;
  return bare.length >= shortest && _one_slip(bare, ordinary);
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

// Whether a spelling one slip away is among the ordinary ones (in Python this gives the spellings).
function _one_slip(word, ordinary) {
  for (let place = 0; place < word.length; place += 1) {
    const head = word.slice(0, place), tail = word.slice(place + 1);
    if (ordinary.has(head + tail)) return true;
    if (tail && ordinary.has(head + tail[0] + word[place] + tail.slice(1))) return true;
    for (const letter of _LETTERS) {
      if (ordinary.has(head + letter + tail) || ordinary.has(head + letter + word.slice(place))) return true;
    }
  }
  return false;
}
