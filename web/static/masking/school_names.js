// guardrails/school_names.py: names of schools. Kinds of school ("special school", "which school") stay.
import { difference, union } from "./patterns.js";
import { rules } from "./rules.js";
import { Span } from "./spans.js";
import { is_misspelling } from "./spelling.js";

const { _TYPES, _DESCRIPTORS, _GENERIC, _SAINTS, _NAME_WORDS, _ATTENDING, _PUPILS, _SHORTEST_LOWER, _LONGEST_NAME } = rules.school_names;
const GENERIC_IN_A_NAME = difference(_GENERIC, new Set(["all", "our"]));
const NAME_WORDS_AND_TYPES = union(_NAME_WORDS, _TYPES);

export function* find_schools(tokens, words) {
  for (const [index, token] of tokens.entries()) {
    if (token.word && _TYPES.has(token.lower) && !_goes_on(tokens, index)) {
      const start = _start_of_school(tokens, index, words);
      if (start !== null) yield Span(tokens[start].start, token.end, "school");
      continue;
    }
    const begin = token.word ? _attended(tokens, index) : null;
    if (begin !== null) {
      const end = _end_of_bare_name(tokens, begin, words);
      if (end !== null) yield Span(tokens[begin].start, tokens[end - 1].end, "school");
    }
  }
}

function _goes_on(tokens, index) {
  return index + 1 < tokens.length && _TYPES.has(tokens[index + 1].lower) && !tokens[index].possessive;
}

function _start_of_school(tokens, index, words) {
  let last = index;
  while (last > 0 && index - last < 6 && _describes(tokens, last - 1)) last -= 1;
  let first = last;
  while (first > 0 && last - first < _LONGEST_NAME && _may_name_a_school(tokens, first - 1, words)) first -= 1;
  while (first < last && !tokens[first].word) first += 1;
  return first < last && _is_name(tokens, first, last, words) ? first : null;
}

function _describes(tokens, index) {
  const token = tokens[index];
  return _DESCRIPTORS.has(token.lower) && (token.text !== "." || (index > 0 && ["c", "e", "r"].includes(tokens[index - 1].lower)));
}

function _may_name_a_school(tokens, index, words) {
  const token = tokens[index];
  if (token.text === "." && index > 0 && _SAINTS.has(tokens[index - 1].lower)) return true;
  if (!token.word || token.acronym || token.lower.length < 2) return false;
  if (["of", "the"].includes(token.lower) && tokens.slice(Math.max(0, index - 2), index).some((before) => before.capital && NAME_WORDS_AND_TYPES.has(before.lower))) return true;
  const saintly = index > 0 && (_SAINTS.has(tokens[index - 1].lower) || (tokens[index - 1].text === "." && index > 1 && _SAINTS.has(tokens[index - 2].lower)));
  if (saintly || _SAINTS.has(token.lower)) return true;
  if (GENERIC_IN_A_NAME.has(token.lower) || (["all", "our"].includes(token.lower) && !token.capital)) return false;
  if (token.capital || _NAME_WORDS.has(token.lower)) return !(token.first && words.ordinary.has(token.lower) && !_NAME_WORDS.has(token.lower));
  const known_person = words.first_names.has(token.lower) || words.first_names.has(token.lower.replace(/s+$/, ""));
  return !known_person && (words.staying.has(token.lower) || _unknown(token, words));
}

function _is_name(tokens, first, last, words) {
  const name = tokens.slice(first, last);
  if (name.some((token) => _SAINTS.has(token.lower))) return name.filter((token) => token.word).length > 1;
  if (name.length === 1 && words.first_names.has(name[0].lower)) return name[0].capital && tokens[last].capital && !name[0].possessive;
  if (name.some((token) => _unknown(token, words) || (token.capital && !token.first && !words.staying.has(token.lower)))) return true;
  const attending = tokens.slice(Math.max(0, first - 2), first).some((token) => ["goes", "go", "going", "attends", "attending", "at", "from"].includes(token.lower));
  return name.length > 1 || attending;
}

function _unknown(token, words) {
  const lower = token.lower;
  return !words.ordinary.has(lower) && !words.staying.has(lower) && !words.ordinary.has(lower.replaceAll("'", ""))
    && lower.length > 2 && !is_misspelling(lower, words.ordinary) && !is_misspelling(lower, _DESCRIPTORS, 5);
}

function _attended(tokens, index) {
  const token = tokens[index];
  const before = index ? tokens[index - 1].lower : "";
  if (_ATTENDING.has(token.lower)) return index + 1;
  if (token.lower === "to" && ["goes", "go", "going"].includes(before)) return index + 1;
  if (token.lower === "at" && tokens.slice(Math.max(0, index - 3), index).some((back) => _PUPILS.has(back.lower))) return index + 1;
  if (token.lower === "at" && ["pupil", "student", "place", "enrolled", "teacher", "registered"].includes(before)) return index + 1;
  return null;
}

function _end_of_bare_name(tokens, begin, words) {
  let end = begin;
  while (end < tokens.length && end - begin < 3 && _names_alone(tokens[end], words, tokens[begin - 1].lower !== "at")) end += 1;
  if (end === begin) return null;
  if (end < tokens.length && (_TYPES.has(tokens[end].lower) || ["hospital", "court", "centre", "road", "street", "lane", "club"].includes(tokens[end].lower))) return null;
  const name = tokens.slice(begin, end);
  const known_person = name.every((token) => words.first_names.has(token.lower));
  return known_person || name.some((token) => token.possessive) ? null : end;
}

function _names_alone(token, words, strong) {
  if (!token.word || token.acronym || words.staying.has(token.lower) || _GENERIC.has(token.lower)) return false;
  return _unknown(token, words) && (token.capital || strong || token.lower.length >= _SHORTEST_LOWER);
}
