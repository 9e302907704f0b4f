// guardrails/spoken_forms.py: numbers, postcodes and e-mail addresses said in words, as people dictate them.
import { end, finditer, isalnum, isdecimal, search, start } from "./patterns.js";
import { rules } from "./rules.js";
import { Span } from "./spans.js";

const { _UNITS, _TEENS, _TENS, _TIMES, _ENDINGS, _SAID, _WORD, _NHS_BEFORE, _SOME_WORD, FEWEST_DIGITS, MOST_DIGITS, _NHS_DIGITS, _SAID_POSTCODE, _LETTERS_APART, _AT_HOST, _LAST_PIECE, _LONGEST_SAID, _MAIL_BEFORE, _JOINS,
  _TOP_DOMAINS } = rules.spoken_forms;
const SPACES = /[^\t-\r\x1c-\x20]+/g; // pieces without a space between; the text is plain, so no other space is in it

export function digits_said(text) {
  let digits = "", times = 1, tens = "";
  for (const [word] of finditer(_WORD, text.toLowerCase())) {
    if (Object.hasOwn(_TIMES, word)) {
      times = _TIMES[word];
      continue;
    }
    const value = isdecimal(word) ? word : _UNITS[word] || _TEENS[word] || _ENDINGS[word] || "";
    if (Object.hasOwn(_TENS, word)) {
      digits += tens;
      tens = _TENS[word] + "0";
      continue;
    }
    if (tens) {
      digits += value.length === 1 && value !== "0" ? tens[0] : tens;
      tens = "";
    }
    digits += value.repeat(times);
    times = 1;
  }
  return digits + tens;
}

export function* find_said(text) {
  if (search(_SOME_WORD, text)) {
    for (const found of finditer(_SAID, text)) {
      const digits = digits_said(found[0]);
      if (FEWEST_DIGITS <= digits.length && digits.length <= MOST_DIGITS && search(_SOME_WORD, found[0])) {
        const nhs = digits.length === _NHS_DIGITS && search(_NHS_BEFORE, text.slice(Math.max(0, start(found) - 40), start(found)));
        yield Span(start(found), end(found), nhs ? "nhs_number" : digits[0] === "0" || digits.slice(0, 2) === "44" ? "phone_number" : "reference_number");
      }
    }
  }
  const lower = text.toLowerCase();
  if ((lower.includes(" at ") || lower.includes(" @ ")) && (lower.includes(" dot ") || lower.includes("mail"))) yield* _emails(text);
}

export function* said_postcodes(text, areas) {
  if (!search(_LETTERS_APART, text)) return;
  for (const found of finditer(_SAID_POSTCODE, text)) {
    const { groups } = found;
    const area = groups.area.replaceAll(" ", "").toLowerCase();
    const sector = digits_said(groups.sector);
    const district = digits_said(`${groups.district} ${groups.more ?? ""}`);
    const written = isdecimal(groups.sector) && !groups.unit.includes(" ") && !groups.area.includes(" ");
    if (areas.has(area) && area.length === 2 && sector.length === 1 && district.length >= 1 && district.length <= 2 && !written) yield Span(start(found), end(found), "postcode");
  }
}

function* _emails(text) {
  for (const found of finditer(_AT_HOST, text)) {
    const host = found.groups.host.toLowerCase(), earliest = Math.max(0, start(found) - _LONGEST_SAID);
    const piece = search(_LAST_PIECE, text.slice(earliest, start(found)));
    if (piece === null || !_TOP_DOMAINS.has(host.split(/[ .]+/).at(-1))) continue;
    const last = earliest + start(piece), begin = _start_of_local_part(text, earliest, last);
    if (host.includes(" dot ") || begin < last || search(_MAIL_BEFORE, text.slice(0, begin), Math.max(0, begin - 25))) yield Span(begin, end(found), "email");
  }
}

function _start_of_local_part(text, earliest, last) {
  const pieces = finditer(SPACES, text.slice(earliest, last)).map((found) => [start(found), found[0].toLowerCase()]);
  let begin = last, joined = false, current = text.slice(last, last + 2).trim();
  for (const [offset, piece] of pieces.reverse()) {
    if (_JOINS.has(piece)) joined = true;
    else if (joined || (piece.length === 1 && isalnum(piece) && !"ai".includes(piece)) || (piece.length === 1 && current.length === 1)) {
      joined = false;
      current = piece;
    } else break;
    begin = earliest + offset;
  }
  return begin;
}
