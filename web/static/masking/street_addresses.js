// guardrails/street_addresses.py: street addresses. A town or village alone stays.
import { isdecimal, difference } from "./patterns.js";
import { rules } from "./rules.js";
import { Span } from "./spans.js";

const { _CLEAR_TYPES, _TYPES, _STREET_WORDS, _NOT_STREETS, _ONLY_BEFORE_CLEAR_TYPES, _AFTER_ONLY_THE, _UNITS, _LIVING, _NUMBERED_BEFORE, _LONGEST_NAME } = rules.street_addresses;
const PROPER_STREET_WORDS = difference(_STREET_WORDS, new Set(["the", "new", "old", "long", "little", "great"]));

export function* find_addresses(tokens, words) {
  for (const [index, token] of tokens.entries()) {
    if (token.word && _TYPES.has(token.lower)) {
      const start = _start_of_address(tokens, index, words);
      if (start !== null) yield Span(tokens[start].start, token.end, "address");
    } else if (token.word && _UNITS.has(token.lower) && index + 1 < tokens.length && _is_house_number(tokens[index + 1])) {
      yield Span(token.start, tokens[index + 1].end, "address");
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
  return _somebody_lives_there(tokens, first) && _is_proper(tokens.slice(first, index), words) ? first : null;
}

function _names_a_street(token, street_type, words) {
  if (!token.word || _NOT_STREETS.has(token.lower)) return false;
  if (_CLEAR_TYPES.has(street_type.lower) || token.capital) return true;
  if (_STREET_WORDS.has(token.lower)) return !_ONLY_BEFORE_CLEAR_TYPES.has(token.lower);
  return !words.ordinary.has(token.lower) || words.family_names.has(token.lower) || words.other_meanings.has(token.lower);
}

function _is_house_number(token) {
  return isdecimal(token.text) && token.text.length <= 4 && token.text !== "0";
}

function _letter_after_number(tokens, index) {
  return index > 0 && tokens[index].word && tokens[index].text.length === 1 && tokens[index - 1].end === tokens[index].start;
}

function _with_unit(tokens, number) {
  let back = number - 1;
  if (back >= 1 && ",-/".includes(tokens[back].text) && _is_house_number(tokens[back - 1])) {
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
  return name.every((token) => token.capital || PROPER_STREET_WORDS.has(token.lower) || !words.ordinary.has(token.lower));
}
