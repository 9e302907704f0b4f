// guardrails/school_names.py: names of schools. Kinds of school ("special school", "which school") stay.
import { difference, isdecimal, isupper, union } from "./patterns.js";
import { rules } from "./rules.js";
import { Span } from "./spans.js";
import { is_english, is_slip } from "./spelling.js";

const { _TYPES, _DESCRIPTORS, _GENERIC, _SAINTS, _NAME_WORDS, _ATTENDING, _PUPILS, _SHORTEST_LOWER, _LONGEST_NAME, _TITLES_OF_LAWS, _EARLY_YEARS, _ABOUT_SCHOOL, _SCHOOLS_DO, _LAST_WORDS,
  _NOT_SCHOOLS_BEHIND, _HOLY, _QUESTION_WORDS } = rules.school_names;
const NOT_SAINTLY_SCHOOLS_BEHIND = union(_NOT_SCHOOLS_BEHIND, ["close", "avenue", "drive", "terrace", "way"]);
const GENERIC_IN_A_NAME = difference(_GENERIC, new Set(["all", "our"]));
const NAME_WORDS_AND_TYPES = union(_NAME_WORDS, _TYPES);
const OF_SCHOOLS = union(_ABOUT_SCHOOL, _SCHOOLS_DO);
const KINDS_BEFORE_A_NAME = union(_EARLY_YEARS, ["school", "academy", "college"]);

function* _more_schools(tokens, words, stay) {
  for (const [index, token] of tokens.entries()) {
    if (!token.word || stay.has(index)) continue;
    const end = _saintly(tokens, index, words) || _holy(tokens, index) || _behind_type(tokens, index, words, stay) || _at_a_school(tokens, index, words, stay) || _by_last_word(tokens, index, words, stay);
    if (end !== null) yield Span(token.start, tokens[end - 1].start + tokens[end - 1].text.length, "school");
  }
}

function _holy(tokens, index) {
  for (const name of _HOLY) {
    const end = index + name.length;
    if (end > tokens.length || tokens[index].lower !== name[0] || !name.every((word, place) => tokens[index + place].lower === word)) continue;
    if (!tokens.slice(index, end).some((token) => isupper(token.text[0]))) continue;
    if (end < tokens.length && _NOT_SCHOOLS_BEHIND.has(tokens[end].lower)) return null;
    return tokens.slice(Math.max(0, index - 14), end + 14).some((token) => OF_SCHOOLS.has(token.lower)) ? end : null;
  }
  return null;
}

function _saintly(tokens, index, words) {
  if (!["st", "saint"].includes(tokens[index].lower)) return null;
  const name = index + 1 < tokens.length && tokens[index + 1].text === "." ? index + 2 : index + 1;
  if (name >= tokens.length || !tokens[name].word || !(tokens[name].possessive || words.first_names.has(tokens[name].lower) || tokens[name].lower.endsWith("s"))) return null;
  if (is_english(tokens[name].lower, words.common) && !tokens[name].capital) return null;
  let end = name + 1;
  if (end + 1 < tokens.length && ["à", "a", "the"].includes(tokens[end].lower) && tokens[end + 1].capital) end += 2;
  if (end < tokens.length && NOT_SAINTLY_SCHOOLS_BEHIND.has(tokens[end].lower)) return null;
  while (end < tokens.length && end - name < 6 && (_describes(tokens, end) || (tokens[end].word && is_slip(tokens[end].lower, _TYPES, 5)))
    && tokens[end].text !== "." && !["and", "all", "free", "for", "day"].includes(tokens[end].lower)) end += 1;
  while (["of", "and", "&", "through", "."].includes(tokens[end - 1].lower)) end -= 1;
  return end;
}

function _run(tokens, begin, _words, stay) {
  let end = begin;
  while (end < tokens.length && end - begin < 4 && tokens[end].capital && !stay.has(end) && !tokens[end].acronym && !(end > begin && tokens[end].first)) end += 1;
  return end;
}

function _behind_type(tokens, index, words, stay) {
  if (index > 1 && KINDS_BEFORE_A_NAME.has(tokens[index - 2].lower)) {
    if (tokens[index - 1].text === "(") {
      const end = _run(tokens, index, words, stay);
      return end > index && end < tokens.length && tokens[end].text === ")" && tokens[index].text.length > 2 && !words.staying.has(tokens[index].lower) ? end : null;
    }
    if (":-=".includes(tokens[index - 1].text)) {
      const end = _run(tokens, index, words, stay);
      return end > index && !words.staying.has(tokens[index].lower) && (end > index + 1 || _unknown(tokens[index], words)) ? end : null;
    }
  }
  if (index === 0 || !["school", "nursery", "academy", "college", "preschool", "pre-school", "playgroup"].includes(tokens[index - 1].lower) || tokens[index].first) return null;
  const end = _run(tokens, index, words, stay);
  const name = tokens.slice(index, end);
  if (name.some((token) => words.first_names.has(token.lower) || words.staying.has(token.lower)) || (tokens[index - 1].capital && !tokens[index - 1].first)) return null;
  return (name.length > 1 && (_LAST_WORDS.has(name.at(-1).lower) || name.some((token) => _unknown(token, words)))) || (name.length === 1 && _unknown(name[0], words)) ? end : null;
}

function _at_a_school(tokens, index, words, stay) {
  if (index === 0 || tokens[index - 1].lower !== "at" || !tokens[index].capital || tokens[index].first) return null;
  const end = _run(tokens, index, words, stay);
  const name = tokens.slice(index, end);
  if (end === index || (end < tokens.length && _NOT_SCHOOLS_BEHIND.has(tokens[end].lower))) return null;
  if (name.some((token) => words.staying.has(token.lower) || token.possessive || words.first_names.has(token.lower))) return null;
  return name.some((token) => _unknown(token, words)) || (name.length > 1 && _LAST_WORDS.has(name.at(-1).lower)) ? end : null;
}

function _by_last_word(tokens, index, words, stay) {
  const token = tokens[index];
  if (words.staying.has(token.lower) && token.capital && index + 1 < tokens.length && ["excluded", "suspended", "expelled", "offrolled"].includes(tokens[index + 1].lower)) return index + 1;
  if (words.staying.has(token.lower) || words.first_names.has(token.lower) || index + 1 >= tokens.length || !_LAST_WORDS.has(tokens[index + 1].lower) || stay.has(index + 1)) return null;
  const before = index ? tokens[index - 1] : null;
  if (before !== null && (isdecimal(before.text) || ["the", "in", "on", "near", "behind"].includes(before.lower))) return null;
  const behind = index + 2 < tokens.length ? tokens[index + 2].lower : "";
  if (token.capital && tokens[index + 1].capital && (!token.first || _unknown(token, words))) {
    const around = tokens.slice(Math.max(0, index - 14), index + 16);
    return _SCHOOLS_DO.has(behind) || around.some((other) => _ABOUT_SCHOOL.has(other.lower)) ? index + 2 : null;
  }
  return _SCHOOLS_DO.has(behind) && _unknown(token, words) && token.lower.length > 3 ? index + 2 : null;
}

export function* find_schools(tokens, words, stay) {
  for (const [index, token] of tokens.entries()) {
    if (token.word && (_TYPES.has(token.lower) || _sixth_form(tokens, index)) && !_goes_on(tokens, index)) {
      const start = _start_of_school(tokens, index, words);
      if (start !== null && !(stay.has(start) && tokens[start].possessive)) yield Span(tokens[start].start, token.end, "school");
      continue;
    }
    const begin = token.word ? _attended(tokens, index) : null;
    if (begin !== null) {
      const end = _end_of_bare_name(tokens, begin, words);
      if (end !== null) yield Span(tokens[begin].start, tokens[end - 1].end, "school");
    }
  }
  yield* _more_schools(tokens, words, stay);
}

function _sixth_form(tokens, index) {
  return tokens[index].lower === "form" && index > 0 && tokens[index - 1].lower === "sixth";
}

function _goes_on(tokens, index) {
  return index + 1 < tokens.length && _TYPES.has(tokens[index + 1].lower) && !tokens[index].possessive;
}

function _start_of_school(tokens, index, words) {
  if (index + 1 < tokens.length && _TITLES_OF_LAWS.has(tokens[index + 1].lower) && tokens[index + 1].capital) return null;
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
  if (token.text === "&" || token.lower === "and") return index > 0 && tokens[index - 1].capital && tokens[index + 1].capital;
  if (!token.word || token.acronym || token.lower.length < 2) return false;
  if (["of", "the"].includes(token.lower) && tokens.slice(Math.max(0, index - 2), index).some((before) => before.capital && NAME_WORDS_AND_TYPES.has(before.lower))) return true;
  const saintly = index > 0 && (_SAINTS.has(tokens[index - 1].lower) || (tokens[index - 1].text === "." && index > 1 && _SAINTS.has(tokens[index - 2].lower)));
  if (saintly || _SAINTS.has(token.lower)) return true;
  if (GENERIC_IN_A_NAME.has(token.lower) || (["all", "our"].includes(token.lower) && !token.capital)) return false;
  if (_EARLY_YEARS.has(tokens[index + 1].lower) && index > 0 && ["at", "to", "from", "called"].includes(tokens[index - 1].lower)) return true;
  if (token.capital || _NAME_WORDS.has(token.lower)) return !(token.first && words.english.has(token.lower) && !_NAME_WORDS.has(token.lower) && !tokens[index + 1].capital && !_said_to_act(tokens, index));
  const known_person = words.first_names.has(token.lower) || words.first_names.has(token.lower.replace(/s+$/, ""));
  return !known_person && (words.staying.has(token.lower) || _unknown(token, words));
}

function _said_to_act(tokens, index) {
  if (_QUESTION_WORDS.has(tokens[index].lower)) return false;
  let end = index + 1;
  while (end < tokens.length && end - index < 4 && _describes(tokens, end)) end += 1;
  return end < tokens.length && _SCHOOLS_DO.has(tokens[end].lower);
}

function _is_name(tokens, first, last, words) {
  const name = tokens.slice(first, last);
  if (name.some((token) => _SAINTS.has(token.lower))) return name.filter((token) => token.word).length > 1;
  if (name.length === 1 && words.first_names.has(name[0].lower)) return name[0].capital && tokens[last].capital && !name[0].possessive;
  if (name.some((token) => _unknown(token, words) || (token.capital && !token.first && !words.staying.has(token.lower)))) return true;
  if (name.length === 1 && _EARLY_YEARS.has(tokens[last].lower) && first > 0 && ["at", "to", "from", "called"].includes(tokens[first - 1].lower)) return true;
  if (name.length === 1 && name[0].capital && !_describes(tokens, first) && _said_to_act(tokens, first)) return true;
  const attending = tokens.slice(Math.max(0, first - 2), first).some((token) => ["goes", "go", "going", "attends", "attending", "at", "from"].includes(token.lower));
  return name.length > 1 || attending;
}

function _unknown(token, words) {
  const lower = token.lower;
  return lower.length > 2 && !words.staying.has(lower) && !is_english(lower, words.english) && !is_slip(lower, words.spelled) && !is_slip(lower, _DESCRIPTORS, 5);
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
