// guardrails/birth_dates.py: dates of birth, in any written form. The decision is described there.
import { finditer, search, start as start_of, end as end_of } from "./patterns.js";
import { rules } from "./rules.js";
import { Span } from "./spans.js";

const { _FULL, _PART, _BIRTH, _HAPPENED, _DIRECT, _LITTLE_WORDS, _PERSON, _CLAUSE_END, _GROUPS, _SENTENCE_END, _DATELIKE, _BEFORE, _AFTER, _TIE } = rules.birth_dates;

export function* find_birth_dates(text) {
  if (!search(_DATELIKE, text)) return;
  for (const found of finditer(_FULL, text)) {
    if (_is_birth_date(text, found)) yield Span(start_of(found), end_of(found), "date_of_birth");
  }
  if (search(_BIRTH, text)) {
    for (const found of finditer(_PART, text)) {
      if (_birth_decides(..._around(text, found))) yield Span(start_of(found), end_of(found), "date_of_birth");
    }
  }
}

function _is_birth_date(text, found) {
  const [before, after] = _around(text, found);
  if (_distance(_BIRTH, before, after) !== null) return _birth_decides(before, after);
  if (search(_GROUPS, before)) return false;
  if (search(_PERSON, before)) return true;
  return !(search(_DIRECT, before) || search(_HAPPENED, before) || search(_HAPPENED, after));
}

function _around(text, found) {
  const before = text.slice(Math.max(0, start_of(found) - _BEFORE), start_of(found));
  const ends = finditer(_SENTENCE_END, before.replaceAll(". of b.", "  of b ").replaceAll(".O.B.", " O B ").replaceAll(".o.b.", " o b "));
  const after = text.slice(end_of(found), end_of(found) + _AFTER);
  const end = search(_SENTENCE_END, after);
  return [ends.length ? before.slice(end_of(ends.at(-1))) : before, end ? after.slice(0, start_of(end)) : after];
}

function _birth_decides(before, after) {
  const birth = _distance(_BIRTH, before, after);
  const happened = _distance(_HAPPENED, before.replace(_LITTLE_WORDS, _blank), after.replace(_LITTLE_WORDS, _blank));
  return birth !== null && (happened === null || birth <= happened + _TIE);
}

function _blank(found) {
  return "_".repeat(found.length);
}

function _distance(pattern, before, after) {
  const distances = finditer(pattern, before).map((found) => before.length - end_of(found));
  distances.push(...finditer(pattern, after.split(_CLAUSE_END)[0]).map(start_of).slice(0, 1));
  return distances.length ? Math.min(...distances) : null;
}
