// guardrails/person_names.py: people's names, after a sign and, where well known, anywhere.
import { difference, isdecimal, union } from "./patterns.js";
import { rules } from "./rules.js";
import { Span } from "./spans.js";
import { is_misspelling } from "./spelling.js";

const { CALLED, CLOSED, FAMILY, FINITE_VERBS, JOINERS, OWNERS, PARENTS, PARTICLES, PLURAL, PROFESSIONALS, SIGN_OFFS, TITLES } = rules.name_words;
const { ADJECTIVES_LOOKBACK } = rules.name_words;
const { _MOST_NAME_WORDS, _MOST_LISTED, _CUED } = rules.person_names;
const { first_names, other_meanings, family_names, family_life, ordinary, staying, staying_phrases } = rules.word_lists;
const BEFORE_MISS = union(_CUED, ["with", "her", "his", "called", "from", "by", "is", "and"]);
const BEFORE_NAME = union(OWNERS, FAMILY, ["first", "last", "full"]);
const BEFORE_CALLED = union(FAMILY, ["he", "she", "he's", "she's", "hes", "shes", "i'm", "who", "who's", "whos", "they're", "i", "friend"]);
const ONLY_FAMILY_NAMES = difference(family_names, ordinary);
const PROTECTED_FIRSTS = new Set(Array.from(staying_phrases, (phrase) => phrase.split(" ")[0]));

export function* find_names(tokens, words) {
  const finder = new _Finder(tokens, words);
  let index = 0;
  while (index < tokens.length) {
    const [start, strong] = finder.sign_at(index);
    let [spans, after] = start !== null ? finder.names_from(start, strong) : [[], index];
    if (!spans.length) [spans, after] = finder.uncued_at(index);
    yield* spans;
    index = Math.max(index + 1, after);
  }
}

class _Finder {
  constructor(tokens, words) {
    this.tokens = tokens;
    this.words = words;
    this.protected = _protected(tokens, words);
  }

  // -- signs

  sign_at(index) {
    const token = this.tokens[index];
    if (TITLES.has(token.lower)) return [this._after_title(index), true];
    if (CALLED.has(token.lower)) return this._after_called(index);
    if (_CUED.has(token.lower)) return this._after_person(index);
    if (["i'm", "im"].includes(token.lower) || (token.lower === "am" && this._lower(index - 1) === "i")) return [index + 1, false];
    if (token.lower === "is" && this._lower(index - 1) === "this" && ["here", "from", "speaking", ",", "again"].includes(this._lower(index + 2))) return [index + 1, false];
    if (["surname", "firstname", "forename"].includes(token.lower)) return [this._skip(index + 1, [":", "is", "-", "="]), true];
    if (["of", "to", "for"].includes(token.lower) && PARENTS.has(this._lower(index - 1))) return [index + 1, true];
    if (SIGN_OFFS.has(token.lower)) return [this._skip(index + 1, [",", "\n", "-", "from"]), false];
    return [null, false];
  }

  _after_title(index) {
    const start = this._skip(index + 1, ["."]);
    if (start >= this.tokens.length || this.tokens[index].possessive) return null;
    const token = this.tokens[start], title = this.tokens[index];
    if (!token.word || CLOSED.has(token.lower) || token.acronym || this.protected.has(start)) return null;
    if (token.capital || this._unordinary(token)) return start;
    if (["mr", "mrs"].includes(title.lower)) return family_names.has(token.lower) || !family_life.has(token.lower) ? start : null;
    const known = family_names.has(token.lower) && (title.lower !== "miss" || BEFORE_MISS.has(this._lower(index - 1)));
    return known ? start : null;
  }

  _after_called(index) {
    const token = this.tokens[index];
    const before = this.tokens.slice(Math.max(0, index - 5), index).map((back) => back.lower);
    let start = index + 1;
    if (["name", "names"].includes(token.lower)) {
      const joined = ["is", "are", ":", "-", "=", "was"].includes(this._lower(start)) || token.text.toLowerCase() === "name's";
      if (!joined) return [null, false];
      start = this._skip(start, ["is", "are", ":", "-", "=", "was"]);
      const sign = index + 1 < this.tokens.length ? this.tokens[index + 1].text : "";
      return [start, [":", "="].includes(sign) || (before.length > 0 && BEFORE_NAME.has(before.at(-1)))];
    }
    return [start, before.some((word) => BEFORE_CALLED.has(word))];
  }

  _after_person(index) {
    let start = index + 1;
    let strong = false;
    for (let back = index - 1; back > Math.max(-1, index - 1 - ADJECTIVES_LOOKBACK); back -= 1) {
      strong ||= OWNERS.has(this._lower(back)) || (back >= 0 && this.tokens[back].possessive);
    }
    if (this.tokens[index].possessive || PROFESSIONALS.has(this.tokens[index].lower)) {
      strong = strong && !PROFESSIONALS.has(this.tokens[index].lower) && ["name", "names"].includes(this._lower(start));
      start = this._skip(start, ["name", "names", "is", "are"]);
    }
    const bare_is = ["is", "are", "was"].includes(this._lower(start));
    const after = this._skip(start, ["is", "are", "was", "called", "named", "name", ",", "-", ":", "(", "who", "whose", "who's", "'"]);
    if (["aged", "age"].includes(this._lower(after)) || (after < this.tokens.length && isdecimal(this.tokens[after].text))) return [after, false];
    const named = this.tokens.slice(start, after).some((token) => ["called", "named", "name"].includes(token.lower));
    strong = strong || this._lower(start) === ":";
    return [after, strong && (named || !bare_is)];
  }

  // -- names

  names_from(index, strong) {
    const spans = [];
    const plural = strong && index > 0 && this.tokens.slice(Math.max(0, index - 3), index).some((token) => PLURAL.has(token.lower));
    let start = index;
    for (let count = 0; count < _MOST_LISTED; count += 1) {
      const end = this._name_end(start, spans.length ? plural : strong);
      if (end === null) break;
      spans.push(Span(this.tokens[start].start, this.tokens[end - 1].end, "name"));
      index = end;
      const joiner = this._skip(end, JOINERS);
      if (joiner === end || this.tokens[end - 1].possessive) break;
      start = joiner;
    }
    return [spans, index];
  }

  uncued_at(index) {
    const token = this.tokens[index];
    if (!token.word || this.protected.has(index)) return [[], index];
    if (token.possessive && PARENTS.has(this._lower(index + 1)) && this._unordinary(token) && !token.acronym) return [[Span(token.start, token.end, "name")], index + 1];
    if (this._known(token) || this._clearly_a_name(index)) return this.names_from(index, false);
    return [[], index];
  }

  _name_end(index, strong) {
    if (index >= this.tokens.length || !this._begins_name(index, strong)) return null;
    let end = index + 1;
    while (end < this.tokens.length && end - index < _MOST_NAME_WORDS && !this.tokens[end - 1].possessive && this._goes_on(end)) end += 1;
    while (PARTICLES.has(this.tokens[end - 1].lower) && end - index > 1) end -= 1;
    return end;
  }

  _begins_name(index, strong) {
    const token = this.tokens[index];
    if (!token.word || this.protected.has(index) || token.lower.length < 2 || CLOSED.has(token.lower) || TITLES.has(token.lower)) return false;
    if (this._known(token)) return true;
    if (other_meanings.has(token.lower)) return this._means_a_name(index, strong);
    if (token.acronym || staying.has(token.lower)) return false;
    if (token.capital && !token.first) return this._unordinary(token) || (strong && !family_life.has(token.lower) && !this._capital(index + 1));
    const before_title = index > 0 && TITLES.has(this.tokens[index - 1].lower);
    return strong && (before_title || (this._unordinary(token) && !is_misspelling(token.lower, ordinary)));
  }

  _goes_on(index) {
    const token = this.tokens[index];
    if (!token.word || this.protected.has(index) || token.acronym || CLOSED.has(token.lower) || staying.has(token.lower)) return false;
    if (PARTICLES.has(token.lower)) return index + 1 < this.tokens.length && this.tokens[index + 1].word && (this._capital(index + 1) || this._unordinary(this.tokens[index + 1]));
    if (token.capital) return !family_life.has(token.lower) || family_names.has(token.lower);
    if (this._known(token) || ONLY_FAMILY_NAMES.has(token.lower)) return true;
    if (family_names.has(token.lower) || other_meanings.has(token.lower)) return this._ends_name(index + 1);
    return token.lower.length > 2 && this._unordinary(token) && !is_misspelling(token.lower, ordinary);
  }

  _means_a_name(index, strong) {
    const token = this.tokens[index], following = this.tokens[index + 1];
    if (following && following.word && ONLY_FAMILY_NAMES.has(following.lower)) return true;
    if (strong) return token.capital || (!ordinary.has(token.lower) && !staying.has(token.lower)) || FINITE_VERBS.has(this._lower(index + 1));
    const introduced = ["i'm", "im", "am"].includes(this._lower(index - 1));
    return token.capital && !staying.has(token.lower) && (introduced || this._clearly_a_name(index));
  }

  _clearly_a_name(index) {
    const token = this.tokens[index];
    if (!token.capital || !other_meanings.has(token.lower)) return false;
    const following = this.tokens[index + 1];
    if (!following || this.protected.has(index + 1)) return false;
    const named = following.capital && family_names.has(following.lower);
    return named || (!staying.has(token.lower) && !following.first && FINITE_VERBS.has(following.lower) && !["charity", "art", "bay", "may"].includes(token.lower));
  }

  // -- words

  _known(token) {
    if (first_names.has(token.lower)) return true;
    if (token.lower.includes("-")) return token.lower.split("-").every((part) => first_names.has(part) || other_meanings.has(part));
    const unwritten_possessive = token.lower.length > 3 && token.lower.endsWith("s") && first_names.has(token.lower.slice(0, -1));
    return unwritten_possessive && !ordinary.has(token.lower) && !family_names.has(token.lower);
  }

  _unordinary(token) {
    const lower = token.lower.replaceAll("'", "");
    return lower.length > 1 && !ordinary.has(lower) && !staying.has(lower) && !(lower.includes("-") && lower.split("-").every((part) => ordinary.has(part)));
  }

  _ends_name(index) {
    const token = index < this.tokens.length ? this.tokens[index] : null;
    return token === null || !token.word || FINITE_VERBS.has(token.lower) || ["and", "born", "dob", "aged", "at", "from"].includes(token.lower);
  }

  _capital(index) {
    return index < this.tokens.length && this.tokens[index].capital;
  }

  _lower(index) {
    return index >= 0 && index < this.tokens.length ? this.tokens[index].lower : "";
  }

  _skip(index, over) {
    for (let count = 0; count < 4; count += 1) {
      if (!over.includes(this._lower(index)) || index >= this.tokens.length) break;
      index += 1;
    }
    return index;
  }
}

function _protected(tokens, _words) {
  const lowers = tokens.map((token) => token.text.toLowerCase());
  const stay = new Set();
  for (const [index, lower] of lowers.entries()) {
    if (!PROTECTED_FIRSTS.has(lower)) continue;
    for (const size of [2, 3, 4]) {
      if (staying_phrases.has(lowers.slice(index, index + size).join(" "))) {
        for (let at = index; at < Math.min(index + size, tokens.length); at += 1) stay.add(at);
      }
    }
  }
  return stay;
}
