// guardrails/street_addresses.py: street addresses. A town or village alone stays.
import { isdecimal, difference, union } from "./patterns.js";
import { rules } from "./rules.js";
import { Span } from "./spans.js";

const { _CLEAR_TYPES, _TYPES, _STREET_WORDS, _NOT_STREETS, _ONLY_BEFORE_CLEAR_TYPES, _AFTER_ONLY_THE, _UNITS, _LIVING, _NUMBERED_BEFORE, _LONGEST_NAME, _HOUSES, _NUMBER_WORDS } = rules.street_addresses;
const PROPER_STREET_WORDS = difference(_STREET_WORDS, new Set(["the", "new", "old", "long", "little", "great"]));

const TYPES_AND_HOUSES = union(_TYPES, _HOUSES);
const LIVING_OR_BEING = union(_LIVING, ["we're", "i'm", "were", "im", "are", "am", "home"]);

export function* find_addresses(tokens, words) {
  const sure = [..._numbered(tokens, words)];
  const named = [..._named(tokens, words)].filter((span) => !sure.some((other) => span.start < other.end && other.start < span.end));
  const pieces = [...sure.map((span) => [span, true]), ...named.map((span) => [span, false])].sort(([one], [other]) => one.start - other.start || one.end - other.end);
  let group = [];
  const gaps = new Map(tokens.slice(0, -1).map((token, index) => [token.end, tokens[index + 1]]));
  for (const piece of pieces) {
    const comma = group.length ? gaps.get(group.at(-1)[0].end) : undefined;
    if (comma === undefined || comma.text !== "," || !(piece[0].start - comma.end > 0 && piece[0].start - comma.end < 2)) {
      yield* _one_address(group);
      group = [];
    }
    group.push(piece);
  }
  yield* _one_address(group);
}

function* _one_address(group) {
  if (group.length && (group.length > 1 || group[0][1])) yield Span(group[0][0].start, group.at(-1)[0].end, "address");
}

function* _named(tokens, _words) {
  for (const [index, token] of tokens.entries()) {
    if (token.word && token.capital && TYPES_AND_HOUSES.has(token.lower) && index && tokens[index - 1].capital && tokens[index - 1].end + 1 === token.start) {
      let first = index - 1;
      while (first > 0 && index - first < _LONGEST_NAME && tokens[first - 1].capital && tokens[first - 1].end + 1 === tokens[first].start && !tokens[first].first) first -= 1;
      yield Span(tokens[first].start, token.end, "address");
    }
  }
}

function _home_with_a_name(tokens, index) {
  let first = index;
  while (first > 0 && index - first < _LONGEST_NAME && tokens[first - 1].capital && !tokens[first].first) first -= 1;
  if (first === index) return null;
  const before = tokens.slice(Math.max(0, first - 3), first).map((token) => token.lower);
  const last = before.at(-1);
  const lives = before.length > 0 && (["we're", "i'm", "were", "im", "address"].includes(last)
    || (["in", "at", "is", ":"].includes(last) && before.slice(0, -1).some((word) => LIVING_OR_BEING.has(word))));
  return lives ? first : null;
}

function _unit(tokens, index) {
  let end = index + 2;
  if (end < tokens.length && tokens[end].text.length === 1 && tokens[end].word && tokens[end].start === tokens[end - 1].end) end += 1;
  for (let last = end; last < Math.min(end + 3, tokens.length); last += 1) {
    if (!tokens[last].word || _NOT_STREETS.has(tokens[last].lower)) break;
    if (last > end && _TYPES.has(tokens[last].lower)) return last + 1;
  }
  return end;
}

function* _numbered(tokens, words) {
  for (const [index, token] of tokens.entries()) {
    if (token.word && _TYPES.has(token.lower)) {
      let start = _start_of_address(tokens, index, words);
      if (start === null && token.capital && _HOUSES.has(token.lower)) start = _home_with_a_name(tokens, index);
      if (start !== null) yield Span(tokens.at(start).start, token.end, "address");
    } else if (token.word && _UNITS.has(token.lower) && index + 1 < tokens.length && _is_house_number(tokens[index + 1])) {
      yield Span(token.start, tokens[_unit(tokens, index) - 1].end, "address");
    }
  }
}

function _start_of_address(tokens, index, words) {
  let first = index;
  while (first > 0 && index - first < _LONGEST_NAME && _names_a_street(tokens[first - 1], tokens[index], words)) first -= 1;
  if (first === index || (first === index - 1 && tokens[first].lower === "the" && !_AFTER_ONLY_THE.has(tokens[index].lower))) return null;
  let number = first - 1;
  if (number >= 0 && tokens[number].text === ",") number -= 1;
  if (number >= 0 && _letter_after_number(tokens, number)) number -= 1;
  if (number >= 0 && _is_house_number(tokens[number])) {
    if (number && (_NUMBERED_BEFORE.has(tokens[number - 1].lower) || "£$".includes(tokens[number - 1].text))) return null;
    return _with_unit(tokens, number);
  }
  if (number >= 0 && _NUMBER_WORDS.has(tokens[number].lower) && number === first - 1) return _said_number(tokens, number);
  return _somebody_lives_there(tokens, first) && _is_proper(tokens.slice(first, index), words) ? first : null;
}

function _names_a_street(token, street_type, words) {
  if (!token.word || _NOT_STREETS.has(token.lower) || _NUMBER_WORDS.has(token.lower)) return false;
  if (_CLEAR_TYPES.has(street_type.lower) || token.capital) return true;
  if (_STREET_WORDS.has(token.lower)) return !_ONLY_BEFORE_CLEAR_TYPES.has(token.lower);
  return !words.english.has(token.lower) || words.family_names.has(token.lower) || words.other_meanings.has(token.lower);
}

function _is_house_number(token) {
  return isdecimal(token.text) && token.text.length <= 4 && token.text !== "0";
}

function _letter_after_number(tokens, index) {
  return index > 0 && tokens[index].word && tokens[index].text.length === 1 && tokens[index - 1].end === tokens[index].start;
}

function _said_number(tokens, number) {
  while (number > 0 && (_NUMBER_WORDS.has(tokens[number - 1].lower) || (tokens[number - 1].lower === "and" && number > 1 && tokens[number - 2].lower === "hundred"))) number -= 1;
  return number;
}

function _with_unit(tokens, number) {
  let back = number - 1;
  if (back >= 1 && "-/".includes(tokens[back].text) && _is_house_number(tokens[back - 1])) {
    number = back - 1;
    back = number - 1;
  }
  if (back >= 0 && tokens[back].text === ",") back -= 1;
  if (back >= 1 && _UNITS.has(tokens[back - 1].lower)) return back - 1;
  return back >= 0 && _UNITS.has(tokens[back].lower) ? back : number;
}

function _somebody_lives_there(tokens, first) {
  return tokens.slice(Math.max(0, first - 8), first).some((token) => _LIVING.has(token.lower));
}

function _is_proper(name, words) {
  return name.every((token) => token.capital || PROPER_STREET_WORDS.has(token.lower) || !words.english.has(token.lower));
}
