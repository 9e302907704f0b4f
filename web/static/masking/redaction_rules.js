// guardrails/redaction_rules.py: what is masked by its form. The rules themselves come with the constants; here are their checks.
import { finditer, match, isalpha, isdecimal, isupper, digit, search } from "./patterns.js";
import { rules } from "./rules.js";
import { Span } from "./spans.js";
import { find_said, said_postcodes } from "./spoken_forms.js";
import { word_lists } from "./word_lists.js";

const { PUBLIC_PHONES, PUBLIC_EMAILS, POSTCODE_AREAS, _ORDINAL, _SERVICE_NUMBERS, _DIGIT } = rules.redaction_rules;
const { ABBREVIATIONS } = rules.name_words;
const CHECKS = {
  _private_phone, _private_email, _postcode, _nhs_number, _has_digit, _plate, _old_plate, _any_digit, _handle, _called_handle, _code, _initials, _initial_and_surname, _not_public_number,
};
const RULES = rules.redaction_rules.RULES.map((rule) => {
  if (rule.check && !CHECKS[rule.check]) throw new Error(`no check ${rule.check}`);
  return { ...rule, check: rule.check && CHECKS[rule.check], pattern: rule.group ? new RegExp(rule.pattern.source, rule.pattern.flags + "d") : rule.pattern };
});

export function digits_of(text) {
  return Array.from(text).filter((character) => isdecimal(character) || "oO".includes(character)).map((character) => ("oO".includes(character) ? "0" : character)).join("");
}

export function nhs_number_is_valid(digits) {
  if (digits.length !== 10 || !isdecimal(digits)) return false;
  const values = Array.from(digits, digit);
  const check = 11 - (values.slice(0, 9).reduce((sum, value, place) => sum + value * (10 - place), 0) % 11);
  return check % 11 === values[9] && check !== 10;
}

function _private_phone(found) {
  const digits = digits_of(found[0]);
  const national = digits.length > 11 ? digits.replace(/^(?:0044|44)0?/, "0") : digits;
  return !PUBLIC_PHONES.has(national) && digits.length >= 9 && !_SERVICE_NUMBERS.some((start) => national.startsWith(start));
}

function _private_email(found) {
  return !PUBLIC_EMAILS.has(found[0].toLowerCase());
}

function _postcode(found) {
  const area = found.groups.area.toLowerCase();
  if (!POSTCODE_AREAS.has(area)) return false;
  return area.length > 1 || isupper(found.groups.area) || !match(_ORDINAL, found.groups.inward);
}

function _nhs_number(found) {
  return nhs_number_is_valid(digits_of(found[0]));
}

function _has_digit(found) {
  const value = found.groups.value;
  const digits = digits_of(value);
  return Array.from(value).filter(isdecimal).length >= 2 && !PUBLIC_PHONES.has(digits)
    && !([10, 11].includes(digits.length) && _SERVICE_NUMBERS.some((start) => digits.startsWith(start)));
}

function _plate(found) {
  const letters = found.groups.letters.toLowerCase();
  return !["yr", "ks", "dd", "ds", "wk", "no", "pg", "st"].includes(found.groups.area.toLowerCase()) && (isupper(found[0]) || !word_lists().english.has(letters));
}

function _old_plate(found) {
  return !word_lists().english.has(found[0].slice(-3).toLowerCase());
}

function _any_digit(found) {
  const value = Array.from(found.groups.value);
  return value.some(isdecimal) && value.some(isalpha);
}

function _handle(found) {
  return Array.from(found[0]).filter(isalpha).length >= 4;
}

function _called_handle(found) {
  return !word_lists().english.has(found.groups.value.toLowerCase()) && !word_lists().staying.has(found.groups.value.toLowerCase());
}

function _code(found) {
  return !word_lists().english.has(found.groups.letters.toLowerCase()) || isupper(found.groups.letters);
}

function _initials(found) {
  return !ABBREVIATIONS.has(found[0].toLowerCase().replace(/[^a-z]/g, ""));
}

function _initial_and_surname(found) {
  const surname = found[0].split(/[. ]/).at(-1).toLowerCase(), words = word_lists();
  return words.family_names.has(surname) || (!words.english.has(surname) && !words.staying.has(surname));
}

function _not_public_number(found) {
  return !PUBLIC_PHONES.has(digits_of(found[0]));
}

export function* find_by_form(text) {
  const digits = search(_DIGIT, text) !== null, lower = text.toLowerCase();
  for (const rule of RULES) {
    if ((rule.digits && !digits) || (rule.if_any.length && !rule.if_any.some((piece) => lower.includes(piece)))) continue;
    for (const found of finditer(rule.pattern, text)) {
      if (!rule.check || rule.check(found)) {
        const [start, end] = rule.group ? found.indices.groups[rule.group] : [found.index, found.index + found[0].length];
        yield Span(start, end, rule.kind);
      }
    }
  }
  yield* find_said(text);
  yield* said_postcodes(text, POSTCODE_AREAS);
}
