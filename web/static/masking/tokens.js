// guardrails/tokens.py: a message as same-length plain text and as tokens. Here plain text also has one unit for every character,
// so that an offset means the same in Python and JavaScript: a character beyond U+FFFF is stood in for by one of its sort.
import { finditer, isalpha, isupper, start as start_of, end as end_of } from "./patterns.js";
import { rules } from "./rules.js";

export const OPAQUE = rules.tokens.OPAQUE;
const { _DASHES, _QUOTES, _TOKEN, _SENTENCE_ENDS, _MOST_WORDS, _ENOUGH_WORDS, _MOST_NAMES, _LITTLE_WORDS } = rules.tokens;
const ASCII = /^[\x00-\x7f]*$/;
const SPACE = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const STAND_INS = [[/\p{Lu}/u, "\u0500"], [/\p{Ll}/u, "\u0501"], [/\p{L}/u, "\u05d0"], [/\p{Nd}/u, "\u0966"], [/\p{N}/u, "\u3007"], [/^/, "\u2610"]];

export function plain(text) {
  if (ASCII.test(text)) return text;
  return Array.from(text, _plain_character).join("");
}

function _plain_character(character) {
  if (character < "\x80") return character;
  if (_DASHES.has(character)) return "-";
  if (_QUOTES.has(character)) return "'";
  if (SPACE.test(character)) return "\x85\u2028\u2029".includes(character) ? "\n" : " ";
  const folded = character.normalize("NFKC");
  return _one_unit(Array.from(folded).length === 1 ? folded : character);
}

function _one_unit(character) {
  return character.length === 1 ? character : STAND_INS.find(([sort]) => sort.test(character))[1];
}

export function tokenise(text) {
  const matches = finditer(_TOKEN, text);
  const words = matches.map((found) => found[0]).filter((word) => isalpha(word[0]));
  const shouted = _share(words, isupper) > _MOST_WORDS && words.length > 2;
  const inside = matches.slice(1).filter(([word], before) => isalpha(word[0]) && !_SENTENCE_ENDS.has(matches[before][0]) && !(word.length > 1 && isupper(word))).map((found) => found[0]);
  const titled = inside.length >= _ENOUGH_WORDS - 1 && _share(inside, (word) => isupper(word[0])) > _MOST_WORDS && !inside.some((word) => _LITTLE_WORDS.has(word))
    && (inside.length > _MOST_NAMES || inside.some((word) => _LITTLE_WORDS.has(word.toLowerCase())));
  const tokens = [];
  let first = true;
  for (const found of matches) {
    const token = _token(found, shouted, !(shouted || titled), first);
    tokens.push(token);
    first = _SENTENCE_ENDS.has(token.text) || (first && !token.word);
  }
  return tokens;
}

function _share(words, test) {
  return words.length ? words.filter(test).length / words.length : 0;
}

function _token(found, shouted, trust_capitals, first) {
  const text = found[0], word = isalpha(text[0]);
  const possessive = word && text.length > 2 && (text.endsWith("'s") || text.endsWith("'S"));
  const stem = possessive ? text.slice(0, -2) : text;
  const upper = word && stem.length > 1 && isupper(stem);
  return {
    text, lower: stem.toLowerCase(), start: start_of(found), end: end_of(found) - (text.length - stem.length), possessive, word,
    capital: trust_capitals && word && isupper(text[0]) && !upper, acronym: upper && !shouted, first,
  };
}
