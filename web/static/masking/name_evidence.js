// guardrails/name_evidence.py: whether a word is somebody's name though no sign stands before it. The principles stand there.
import { difference, isascii, isdecimal, isupper, search, union } from "./patterns.js";
import { rules } from "./rules.js";
import { is_compound, looks_english } from "./spelling.js";

const { ADJECTIVES, BIG, COPULAS, DETERMINERS, FINITE_VERBS, JOINERS, MOVING, OBJECT_BEFORE, ONCE_MORE_AFTER, PARENTS, PARTICLES, PERSON_AFTER_ASKING, PERSON_BEFORE, PERSON_STATES,
  PERSON_VERBS, PLACE_BEFORE, THINGS, TITLES, UNITS } = rules.name_words;
const { _SHORTEST_UNKNOWN, _SHORTEST_SLIP_AT_START, _CAPITAL_INSIDE, _MONTHS, _THINGS_TOO, NOT_OWNED } = rules.name_evidence;
const AFTER_A_MONTH = difference(PERSON_VERBS, new Set(["was", "went", "got", "wont", "won't", "turned", "isn't", "isnt", "cant", "can't", "wasnt", "wasn't"]));
const VERBS = union(FINITE_VERBS, COPULAS);
const GO_ON = ["his", "her", "to", "a", "it", "in", "school", "the", "with", "that", "going", "on", "eat", "go", "cope", "sleep", "talk", "sit", "get"];
const NOT_AT_A_START = ["will", "may", "art", "cash", "chance", "faith", "hope", "patience", "journey", "charity", "justice", "unity", "melody", "bay", "lance", "star", "ray", "river"];
const PEOPLE_DO = union(PERSON_VERBS, COPULAS, ["need", "have", "are", "both"]);
const NOT_BEHIND_AN_OWNER = union(VERBS, NOT_OWNED);
const NO_AGES = union(UNITS, ["%", "/", ":"]);

export function looks_like_a_name(view, index) {
  if (!view.readable(index) || TITLES.has(view.lower(index))) return false;
  const token = view.tokens[index];
  if (_initial(view, index) || _honoured(view, index)) return true;
  if (view.known(token)) return !(token.acronym && token.lower.length < 4);
  if (view.words.other_meanings.has(token.lower)) return means_a_name(view, index);
  if (token.acronym) return _surname_in_capitals(view, index);
  if (token.capital) return unexplained(view, index);
  return expected(view, index);
}

function _initial(view, index) {
  const token = view.tokens[index];
  if (token.text.length !== 1 || !isupper(token.text) || "ia".includes(token.lower) || !view.capital(index + 1) || view.protected.has(index + 1)) return false;
  return view.words.family_names.has(view.tokens[index + 1].lower) || view.unordinary(view.tokens[index + 1]);
}

function _honoured(view, index) {
  return view.capital(index) && ["umm", "abu", "ibn", "bint"].includes(view.lower(index)) && view.capital(index + 1);
}

function _double(view, index) {
  const token = view.tokens[index];
  if (!token.text.includes("-") || view.words.staying.has(token.lower) || !token.text.split("-").every((part) => isupper(part.slice(0, 1)))) return false;
  return token.possessive || FINITE_VERBS.has(view.lower(index + 1)) || (!token.first && !view.capital(index + 1) && view.is_word(index + 1));
}

export function unexplained(view, index) {
  const token = view.tokens[index];
  if (_double(view, index)) return true;
  const short = token.lower.length < _SHORTEST_UNKNOWN && (token.lower.length < 2 || isascii(token.lower));
  if (short || search(_CAPITAL_INSIDE, token.text) || !view.unordinary(token) || in_place_of_a_place(view, index)) return false;
  if (token.first && view.foreign()) return false;
  if (token.first && view.slip(token, _SHORTEST_SLIP_AT_START)) return FINITE_VERBS.has(view.lower(index + 1)) || view.capital(index + 1);
  return !view.slip(token, 8);
}

export function in_place_of_a_place(view, index) {
  const before = view.lower(index - 1);
  if (PLACE_BEFORE.has(before)) return true;
  if (["from", "to", "at", "of"].includes(before) && [index - 2, index - 3, index - 4].some((back) => MOVING.has(view.lower(back)))) return true;
  return THINGS.has(view.lower(index + 1)) && !view.tokens[index].possessive;
}

export function expected(view, index) {
  const token = view.tokens[index];
  if (token.lower.length < _SHORTEST_UNKNOWN || !view.unordinary(token) || !view.vowels(token) || view.slip(token, _SHORTEST_SLIP_AT_START)) return false;
  if (view.foreign() || is_compound(token.lower, view.words.common)) return false;
  const before = view.lower(index - 1);
  if (before === "its" && PARENTS.has(view.lower(index + 1))) return true;
  if (DETERMINERS.has(before) && !PERSON_BEFORE.has(before)) return false;
  const starts = token.first || PERSON_BEFORE.has(before) || [",", ""].includes(before);
  if (starts && (PERSON_VERBS.has(view.lower(index + 1)) || COPULAS.has(view.lower(index + 1)))) return true;
  if (["our", "wee"].includes(before) || (PERSON_AFTER_ASKING.has(before) && ["ask", "asked", "asking", "speak"].includes(view.lower(index - 2)))) return token.lower.length > 3;
  if (token.possessive && token.lower.length > 3) return true;
  if (OBJECT_BEFORE.has(before) && (!view.is_word(index + 1) || ["and", "please", "his", "her", "who"].includes(view.lower(index + 1)))) return true;
  if (view.lower(index - 2) === "this" && before === "is" && ["again", "here", ""].includes(view.lower(index + 1))) return true;
  if (token.first && view.lower(index + 1) === "and" && PEOPLE_DO.has(view.lower(index + 3))) return true;
  const named_behind = view.capital(index + 1) && view.known(view.tokens[index + 1]);
  return token.lower.length > 4 && view.vowels(token) > 1 && !looks_english(token.lower) && !named_behind;
}

export function means_a_name(view, index) {
  const token = view.tokens[index], { words } = view;
  const following = index + 1 < view.tokens.length ? view.tokens[index + 1] : null;
  if (token.acronym || following === null) return token.capital && !token.first && !words.staying.has(token.lower) && !PLACE_BEFORE.has(view.lower(index - 1));
  if (_again_later(view, index)) return true;
  if (!token.capital) {
    const unlisted = !words.english.has(token.lower) && !words.staying.has(token.lower);
    return _lower_but_a_person(view, index) || (unlisted && expected(view, index));
  }
  if (token.possessive && !words.staying.has(token.lower) && following.word && !following.capital && !NOT_BEHIND_AN_OWNER.has(following.lower)) return true;
  if (view.capital(index - 1) && !view.tokens[index - 1].first && words.english.has(view.tokens[index - 1].lower)) return false;
  if (!words.english.has(token.lower) && !words.staying.has(token.lower) && token.lower.length > 3 && !in_place_of_a_place(view, index)) return true;
  if (!view.protected.has(index + 1) && following.word && following.capital && !following.acronym && !_MONTHS.has(token.lower)) {
    if ((words.family_names.has(following.lower) && !words.english.has(following.lower)) || view.known(following)) return true;
    if (words.other_meanings.has(following.lower) && !words.staying.has(following.lower) && !words.staying.has(token.lower)) return true;
    if (words.family_names.has(following.lower) && !token.first) return true;
  }
  if (_joined(view, index)) return true;
  if (words.staying.has(token.lower)) return _MONTHS.has(token.lower) && AFTER_A_MONTH.has(following.lower);
  if (!following.first && _acts(view, index)) return true;
  return !token.first && !following.capital && !PLACE_BEFORE.has(view.lower(index - 1)) && !THINGS.has(following.lower);
}

function _acts(view, index) {
  const after = view.lower(index + 1), word = view.lower(index);
  if (PERSON_VERBS.has(after) || (FINITE_VERBS.has(after) && !COPULAS.has(after) && !_THINGS_TOO.has(word)) || (["will", "may", "mark", "drew"].includes(word) && VERBS.has(after))) return true;
  if (COPULAS.has(after) && !_THINGS_TOO.has(word)) return true;
  return COPULAS.has(after) && _is_a_state(view, index + 2);
}

function _is_a_state(view, index) {
  if (PERSON_STATES.has(view.lower(index))) return true;
  return index >= 0 && index < view.tokens.length && isdecimal(view.tokens[index].text) && !NO_AGES.has(view.lower(index + 1));
}

function _lower_but_a_person(view, index) {
  const token = view.tokens[index], before = view.lower(index - 1), after = view.lower(index + 1);
  if (view.words.staying.has(token.lower) && _MONTHS.has(token.lower)) return false;
  if (["i'm", "im"].includes(before)) return !ADJECTIVES.has(token.lower) && (!view.is_word(index + 1) || ["and", "from", "mum", "dad", "im", "i", "aged"].includes(after));
  if (view.protected.has(index + 1)) return false;
  if (["my", "our", "little", "wee"].includes(before)) return ["is", "has", "was", "gets"].includes(after) && _is_a_state(view, index + 2);
  if (token.first && ["is", "was"].includes(after) && index + 2 < view.tokens.length && isdecimal(view.tokens[index + 2].text) && _is_a_state(view, index + 2)) return true;
  if (token.first && index + 1 < view.tokens.length) return PERSON_VERBS.has(after) && GO_ON.includes(view.lower(index + 2)) && !NOT_AT_A_START.includes(token.lower);
  return false;
}

function _again_later(view, index) {
  const token = view.tokens[index];
  if (!token.first || !VERBS.has(view.lower(index + 1))) return false;
  for (let later = index + 2; later < Math.min(view.tokens.length, index + 25); later += 1) {
    if (view.lower(later) === token.lower && !view.tokens[later].first && (ONCE_MORE_AFTER.has(view.lower(later - 1)) || token.capital !== view.tokens[later].capital)) return true;
  }
  return false;
}

function _joined(view, index) {
  if (!JOINERS.includes(view.lower(index + 1)) || index + 2 >= view.tokens.length || view.protected.has(index + 2)) return false;
  const other = view.tokens[index + 2];
  const named = other.capital && !other.acronym && (view.known(other) || (view.words.other_meanings.has(other.lower) && !view.words.staying.has(other.lower)));
  return named && !_MONTHS.has(view.tokens[index].lower);
}

function _surname_in_capitals(view, index) {
  const token = view.tokens[index], following = view.tokens[index + 1];
  if (!following || !following.capital || view.protected.has(index + 1) || token.lower.length < 4 || !view.unordinary(token)) return false;
  return view.known(following) || (view.words.family_names.has(token.lower) && view.unordinary(following));
}

export function nickname_before(view, index) {
  return view.capital(index - 1) && BIG.has(view.lower(index - 1)) && (!view.tokens[index - 1].first || ["md", "mohd"].includes(view.lower(index - 1)));
}

export function surname_first(view, index) {
  const token = view.tokens[index];
  if (PARTICLES.has(token.lower) && view.capital(index + 1)) return surname_first(view, index + 1);
  const in_capitals = token.acronym && token.lower.length > 2;
  if (index + 2 >= view.tokens.length || view.tokens[index + 1].text !== "," || !(token.capital || in_capitals) || (view.known(token) && !in_capitals) || view.protected.has(index)) return null;
  const first = view.tokens[index + 2];
  const family = view.words.family_names.has(token.lower) || view.unordinary(token);
  if (!family || !first.capital || !view.known(first) || JOINERS.includes(view.lower(index + 3))) return null;
  return index + 3;
}
