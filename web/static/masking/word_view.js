// guardrails/word_view.py: a message's tokens with what the word lists say of each.
import { isalpha, islower } from "./patterns.js";
import { rules } from "./rules.js";
import { SHORTEST_SLIP, is_english, is_slip } from "./spelling.js";

const { CLOSED, LAWS, THINGS } = rules.name_words;
const { _LONGEST_PHRASE, _FEWEST_STRANGE, _STRANGE_SHARE } = rules.word_view;
const firsts = new Map();

export class WordView {
  constructor(tokens, words, stay) {
    this.tokens = tokens;
    this.words = words;
    this.protected = stay;
    this._english = new Map();
    this._slips = new Map();
    this._foreign = null;
  }

  lower(index) {
    return index >= 0 && index < this.tokens.length ? this.tokens[index].lower : "";
  }

  capital(index) {
    return index >= 0 && index < this.tokens.length && this.tokens[index].capital;
  }

  is_word(index) {
    return index >= 0 && index < this.tokens.length && this.tokens[index].word;
  }

  skip(index, over) {
    for (let count = 0; count < 4; count += 1) {
      if (!over.includes(this.lower(index)) || index >= this.tokens.length) break;
      index += 1;
    }
    return index;
  }

  known(token) {
    const { first_names, other_meanings, family_names } = this.words;
    if (first_names.has(token.lower)) return true;
    if (token.lower.includes("-")) {
      const parts = token.lower.split("-");
      return parts.some((part) => first_names.has(part)) && parts.every((part) => first_names.has(part) || other_meanings.has(part) || family_names.has(part));
    }
    const unwritten_possessive = token.lower.length > 4 && token.lower.endsWith("s") && first_names.has(token.lower.slice(0, -1));
    return unwritten_possessive && !this.english(token) && !family_names.has(token.lower);
  }

  english(token) {
    if (!this._english.has(token.lower)) this._english.set(token.lower, is_english(token.lower, this.words.english));
    return this._english.get(token.lower);
  }

  slip(token, shortest) {
    const key = `${token.lower} ${shortest}`;
    if (!this._slips.has(key)) this._slips.set(key, is_slip(token.lower, this.words.spelled, shortest));
    return this._slips.get(key);
  }

  unordinary(token) {
    const { lower } = token, { staying } = this.words;
    return lower.length > 1 && !staying.has(lower) && !(token.possessive && staying.has(token.text.toLowerCase())) && !(lower.endsWith("s") && staying.has(lower.slice(0, -1))) && !this.english(token);
  }

  hurried(token) {
    return is_slip(token.lower, this.words.spelled, 4, SHORTEST_SLIP);
  }

  readable(index) {
    return this.is_word(index) && !this.protected.has(index) && !CLOSED.has(this.lower(index));
  }

  foreign() {
    if (this._foreign === null) {
      const small = this.tokens.filter((token) => token.word && islower(token.text));
      const strange = small.filter((token) => this._strange(token)).length;
      this._foreign = strange >= _FEWEST_STRANGE && strange > _STRANGE_SHARE * small.length;
    }
    return this._foreign;
  }

  _strange(token) {
    if (this.words.foreign.has(token.lower)) return true;
    return token.lower.length > 2 && !this.known(token) && this.unordinary(token) && !this.words.family_names.has(token.lower) && !this.slip(token, 5);
  }

  family(token) {
    return this.words.family_names.has(token.lower) && !this.english(token);
  }

  vowels(token) {
    return Array.from(token.lower).filter((letter) => "aeiouyáéíóúàèìòùäëïöüâêîôûãõåæøłyąęı".includes(letter)).length;
  }
}

// `protected` in Python; that is a word of JavaScript's own.
export function protected_(tokens, words) {
  const lowers = tokens.map((token) => token.text.toLowerCase());
  const first_words = _first_words(words);
  const stay = new Set();
  for (const [index, lower] of lowers.entries()) {
    if (!isalpha(lower[0])) continue;
    if (first_words.has(lower)) {
      for (let size = 2; size <= _LONGEST_PHRASE; size += 1) {
        if (words.staying_phrases.has(lowers.slice(index, index + size).join(" "))) {
          for (let at = index; at < index + size; at += 1) stay.add(at);
        }
      }
    }
    if (_in_an_address(tokens, index)) stay.add(index).add(index + 2);
    if (index && LAWS.has(lower) && _names_a_law(tokens, index, words)) stay.add(index - 1);
    else if (index && THINGS.has(tokens[index].lower) && tokens[index - 1].capital && !words.first_names.has(tokens[index - 1].lower) && !tokens[index - 1].possessive) stay.add(index - 1);
  }
  return stay;
}

function _in_an_address(tokens, index) {
  const [first, stop, last] = tokens.slice(index, index + 3);
  if (!last || stop.text !== "." || !last.word) return false;
  return first.end === stop.start && stop.start === last.start - 1 && islower(first.text) && islower(last.text) && first.text.length > 1;
}

function _names_a_law(tokens, index, words) {
  const before = tokens[index - 1], law = tokens[index];
  if (!before.word || (index > 1 && ["my", "our", "at", "mr", "mrs", "miss"].includes(tokens[index - 2].lower))) return false;
  const owner = before.possessive || (before.lower.endsWith("s") && (words.first_names.has(before.lower.slice(0, -1)) || words.other_meanings.has(before.lower.slice(0, -1))));
  if (["law", "rule"].includes(law.lower)) return owner;
  return law.capital && before.capital && (owner || words.first_names.has(before.lower)) && law.lower !== "report";
}

function _first_words(words) {
  if (!firsts.has(words)) firsts.set(words, new Set(Array.from(words.staying_phrases, (phrase) => phrase.split(" ")[0])));
  return firsts.get(words);
}
