// guardrails/person_names.py: people's names, after a sign and, where well known, anywhere.
import { isdecimal, isupper, union } from "./patterns.js";
import { looks_like_a_name, means_a_name, nickname_before, surname_first } from "./name_evidence.js";
import { rules } from "./rules.js";
import { Span } from "./spans.js";
import { WordView } from "./word_view.js";

const { CALLED, CHILD, CLOSED, FAMILY, FINITE_VERBS, JOINERS, OWNERS, PARENTS, PARTICLES, PLURAL, PROFESSIONALS, SIGN_OFFS, TITLES, ADJECTIVES_LOOKBACK } = rules.name_words;
const { _MOST_NAME_WORDS, _MOST_LISTED, _SHORT_NAMES, _NO_INITIALS, _CUED } = rules.person_names;
const BEFORE_MISS = union(_CUED, ["with", "her", "his", "called", "from", "by", "is", "and"]);
const CHILD_OR_CARER = union(CHILD, ["carer", "parent"]);
const BEFORE_NAME = union(OWNERS, FAMILY, ["first", "last", "full"]);
const BEFORE_CALLED = union(FAMILY, ["he", "she", "he's", "she's", "hes", "shes", "i'm", "who", "who's", "whos", "they're", "i", "friend"]);

export function* find_names(tokens, words, stay) {
  const finder = new _Finder(tokens, words, stay);
  let index = 0;
  while (index < tokens.length) {
    const [start, strong] = finder.sign_at(index);
    let [spans, after] = start !== null ? finder.names_from(start, strong) : [[], index];
    if (!spans.length) [spans, after] = finder.uncued_at(index);
    yield* spans;
    index = Math.max(index + 1, after);
  }
}

class _Finder extends WordView {
  // -- signs

  sign_at(index) {
    const token = this.tokens[index];
    if (TITLES.has(token.lower)) return [this._after_title(index), true];
    if (CALLED.has(token.lower)) return this._after_called(index);
    if (_CUED.has(token.lower)) return this._after_person(index);
    if (["i'm", "im"].includes(token.lower) || (token.lower === "am" && this.lower(index - 1) === "i")) return [index + 1, false];
    if (token.lower === "is" && this.lower(index - 1) === "this" && ["here", "from", "speaking", ",", "again"].includes(this.lower(index + 2))) return [index + 1, false];
    if (["surname", "firstname", "forename"].includes(token.lower)) return [this.skip(index + 1, [":", "is", "-", "="]), true];
    if (["him", "her", "them"].includes(token.lower) && ["call", "calls", "called", "calling", "nicknamed"].includes(this.lower(index - 1)) && this.capital(index + 1)) return [index + 1, true];
    if (["of", "to", "for"].includes(token.lower) && PARENTS.has(this.lower(index - 1))) return [index + 1, true];
    if (SIGN_OFFS.has(token.lower)) return [this.skip(index + 1, [",", "\n", "-", "from"]), false];
    return [null, false];
  }

  _after_title(index) {
    const start = this.skip(index + 1, ["."]);
    if (start >= this.tokens.length || this.tokens[index].possessive) return null;
    const token = this.tokens[start], title = this.tokens[index];
    if (!token.word || CLOSED.has(token.lower) || token.acronym || this.protected.has(start)) return null;
    if (token.capital || this.unordinary(token)) return start;
    if (["mr", "mrs"].includes(title.lower)) return this.words.family_names.has(token.lower) || !this.words.family_life.has(token.lower) ? start : null;
    const known = this.words.family_names.has(token.lower) && (title.lower !== "miss" || BEFORE_MISS.has(this.lower(index - 1)));
    return known ? start : null;
  }

  _after_called(index) {
    const token = this.tokens[index];
    const before = this.tokens.slice(Math.max(0, index - 5), index).map((back) => back.lower);
    let start = index + 1;
    if (["name", "names"].includes(token.lower)) {
      const joined = ["is", "are", ":", "-", "=", "was"].includes(this.lower(start)) || token.text.toLowerCase() === "name's";
      if (!joined) return [null, false];
      start = this.skip(start, ["is", "are", ":", "-", "=", "was"]);
      const sign = index + 1 < this.tokens.length ? this.tokens[index + 1].text : "";
      return [start, [":", "="].includes(sign) || (before.length > 0 && BEFORE_NAME.has(before.at(-1)))];
    }
    return [start, before.some((word) => BEFORE_CALLED.has(word))];
  }

  _after_person(index) {
    let start = index + 1;
    if (this.capital(index) && !this.tokens[index].first && CHILD_OR_CARER.has(this.tokens[index].text.toLowerCase())) return [null, false];
    let strong = false;
    for (let back = index - 1; back > Math.max(-1, index - 1 - ADJECTIVES_LOOKBACK); back -= 1) {
      strong ||= OWNERS.has(this.lower(back)) || (back >= 0 && this.tokens[back].possessive);
    }
    if (this.tokens[index].possessive || PROFESSIONALS.has(this.tokens[index].lower)) {
      strong = strong && !PROFESSIONALS.has(this.tokens[index].lower) && ["name", "names"].includes(this.lower(start));
      start = this.skip(start, ["name", "names", "is", "are"]);
    }
    const bare_is = ["is", "are", "was"].includes(this.lower(start));
    const after = this.skip(start, ["is", "are", "was", "called", "named", "name", ",", "-", ":", "(", "who", "whose", "who's", "'"]);
    if (["aged", "age"].includes(this.lower(after)) || (after < this.tokens.length && isdecimal(this.tokens[after].text))) return [after, false];
    const named = this.tokens.slice(start, after).some((token) => ["called", "named", "name"].includes(token.lower));
    strong = strong || this.lower(start) === ":";
    return [after, strong && (named || !bare_is)];
  }

  // -- names

  names_from(index, strong, sure = false) {
    const spans = [];
    const plural = strong && index > 0 && this.tokens.slice(Math.max(0, index - 3), index).some((token) => PLURAL.has(token.lower));
    let start = index;
    for (let count = 0; count < _MOST_LISTED; count += 1) {
      const end = this._name_end(start, spans.length ? plural : strong, sure && !spans.length);
      if (end === null) break;
      const first = spans.length ? start : this._with_nickname(start);
      spans.push(...this._apart(first, end));
      index = end;
      const joiner = this.skip(end, JOINERS);
      if (joiner === end || this.tokens[end - 1].possessive) break;
      start = joiner;
    }
    return [spans, index];
  }

  _with_nickname(start) {
    const before = this.lower(start - 1) === "." && ["md", "mohd"].includes(this.lower(start - 2)) ? start - 1 : start;
    return nickname_before(this, before) ? before - 1 : start;
  }

  _apart(start, end) {
    const people = this.tokens.slice(start, end);
    const listed = ["and", "&"].includes(this.lower(end)) && end + 1 < this.tokens.length && this.known(this.tokens[end + 1]);
    if (listed && end - start > 1 && people.every((token) => (this.known(token) || this.words.other_meanings.has(token.lower)) && !token.capital) && (end - start > 2 || !this.words.family_names.has(people.at(-1).lower))) {
      return people.map((token) => Span(token.start, token.end, "name"));
    }
    return [Span(this.tokens[start].start, this.tokens[end - 1].end, "name")];
  }

  uncued_at(index) {
    const token = this.tokens[index];
    if (!token.word || this.protected.has(index)) return [[], index];
    const after = surname_first(this, index);
    if (after !== null) return [[Span(token.start, this.tokens[after - 1].end, "name")], after];
    if (token.possessive && PARENTS.has(this.lower(index + 1)) && this.unordinary(token) && !token.acronym) return [[Span(token.start, token.end, "name")], index + 1];
    if (looks_like_a_name(this, index)) return this.names_from(index, false, true);
    return [[], index];
  }

  _name_end(index, strong, sure = false) {
    if (index >= this.tokens.length || !(sure || this._begins_name(index, strong))) return null;
    let end = index + 1;
    while (end < this.tokens.length && end - index < _MOST_NAME_WORDS && !this.tokens[end - 1].possessive && this._goes_on(end)) end += 1;
    if (end + 1 < this.tokens.length && this.tokens[end].word && this.tokens[end].text.length === 1 && !_NO_INITIALS.has(this.lower(end)) && this.tokens[end + 1].word && !this.tokens[end - 1].possessive) end += 1;
    while (PARTICLES.has(this.tokens[end - 1].lower) && end - index > 1) end -= 1;
    return end;
  }

  _begins_name(index, strong) {
    const token = this.tokens[index], { words } = this;
    if (strong && token.text.length === 1 && isupper(token.text) && TITLES.has(this.lower(index - 1))) return true;
    if (!token.word || this.protected.has(index) || (token.lower.length < 2 && !PARTICLES.has(token.lower)) || CLOSED.has(token.lower) || TITLES.has(token.lower)) return false;
    if (this.known(token)) return true;
    if (strong && index > 0 && TITLES.has(this.tokens[index - 1].lower)) return true;
    if (words.other_meanings.has(token.lower)) return this._means_a_name(index, strong);
    if (token.acronym || words.staying.has(token.lower)) return false;
    if (token.capital && !token.first) return this.unordinary(token) || (strong && !words.family_life.has(token.lower) && !this.capital(index + 1));
    return strong && this.unordinary(token) && !this.hurried(token) && !this.foreign();
  }

  _goes_on(index) {
    const token = this.tokens[index], { words } = this;
    if (token.capital && !token.first && _SHORT_NAMES.has(token.lower) && !this.capital(index + 1)) return true;
    if (!token.word || this.protected.has(index) || token.acronym || CLOSED.has(token.lower) || words.staying.has(token.lower)) return false;
    if (PARTICLES.has(token.lower)) return index + 1 < this.tokens.length && this.tokens[index + 1].word && (this.capital(index + 1) || this.unordinary(this.tokens[index + 1]));
    if (isupper(token.text[0]) && !isupper(token.text) && !token.capital && isupper(this.tokens[index - 1].text[0]) && !this.is_word(index + 1)) return true;
    if (token.capital) return !words.family_life.has(token.lower) || words.family_names.has(token.lower);
    if (this.known(token) || (words.family_names.has(token.lower) && !words.english.has(token.lower))) return true;
    if (words.family_names.has(token.lower) || words.other_meanings.has(token.lower)) return this._ends_name(index + 1) || (index + 1 < this.tokens.length && this.tokens[index + 1].word && this.unordinary(this.tokens[index + 1]));
    if (["born", "dob", "aged"].includes(this.lower(index + 1))) return !FINITE_VERBS.has(token.lower) && !words.family_life.has(token.lower);
    return token.lower.length > 2 && this.unordinary(token) && !this.slip(token, 5) && !this.foreign();
  }

  _means_a_name(index, strong) {
    const token = this.tokens[index], following = this.tokens[index + 1], { words } = this;
    if (following && following.word && words.family_names.has(following.lower) && !words.english.has(following.lower)) return true;
    if (strong) return token.capital || (!words.english.has(token.lower) && !words.staying.has(token.lower)) || this._ends_name(index + 1);
    const introduced = ["i'm", "im", "am"].includes(this.lower(index - 1));
    return (token.capital && !words.staying.has(token.lower) && introduced) || means_a_name(this, index);
  }

  _ends_name(index) {
    const token = index < this.tokens.length ? this.tokens[index] : null;
    return token === null || !token.word || FINITE_VERBS.has(token.lower) || ["and", "born", "dob", "aged", "at", "from", "&", "in", "needs", "wants", "year"].includes(token.lower);
  }
}
