// guardrails/redaction.py: mask personal data before a message leaves this device. The same rules run again on the server.
import { find_birth_dates } from "./birth_dates.js";
import { finditer } from "./patterns.js";
import { find_names } from "./person_names.js";
import { is_kept, kept_words, told_by_form } from "./put_back.js";
import { find_by_form } from "./redaction_rules.js";
import { rules } from "./rules.js";
import { find_schools } from "./school_names.js";
import { Span, merge } from "./spans.js";
import { find_addresses } from "./street_addresses.js";
import { OPAQUE, plain, tokenise } from "./tokens.js";
import { word_lists } from "./word_lists.js";
import { protected_ } from "./word_view.js";

export const PLACEHOLDERS = rules.redaction.PLACEHOLDERS;
const { _KIND_OF, _BESIDE, _PLACEHOLDER } = rules.redaction;

// {text, masked, spans, put_back}; the spans' places count characters, not UTF-16 units.
export function redact(text, keep = []) {
  const kept = kept_words(keep);
  const letters = Array.from(text);
  let spans = [], masked_text = text, forms = true;
  for (;;) {
    const masked_letters = Array.from(masked_text);
    const [found, put_back] = _apart(_find(masked_text, forms), masked_letters, kept);
    if (!found.length) {
      return { text: masked_text, masked: [...new Set(spans.map((span) => span.kind))], spans, put_back: _in_original(put_back, spans) };
    }
    spans = merge([...spans, ..._in_original(found, spans)]);
    forms = put_back.length > 0 || _touched(masked_letters, found);
    masked_text = _apply(letters, spans);
  }
}

export function placeholder_kinds(text) {
  return [...new Set(finditer(_PLACEHOLDER, text).map((found) => _KIND_OF[found[0]]))];
}

function _apart(found, letters, kept) {
  const masked = [], put_back = [];
  for (const span of merge(found)) {
    if (is_kept(span, letters, kept)) {
      put_back.push(span);
      masked.push(...told_by_form(found, span));
    } else {
      masked.push(span);
    }
  }
  return [masked, put_back];
}

function _touched(letters, found) {
  return found.some(({ start, end }) => (start > 0 && !_BESIDE.has(letters[start - 1])) || (end < letters.length && !_BESIDE.has(letters[end])));
}

function _find(text, forms) {
  const readable = plain(text).replace(_PLACEHOLDER, (found) => OPAQUE.repeat(found.length));
  const words = word_lists();
  const tokens = tokenise(readable);
  const stay = protected_(tokens, words);
  return [...(forms ? find_by_form(readable) : []), ...find_birth_dates(readable), ...find_addresses(tokens, words), ...find_schools(tokens, words, stay), ...find_names(tokens, words, stay)];
}

function _apply(letters, spans) {
  const pieces = [];
  let position = 0;
  for (const span of spans) {
    pieces.push(letters.slice(position, span.start).join(""), PLACEHOLDERS[span.kind]);
    position = span.end;
  }
  return [...pieces, letters.slice(position).join("")].join("");
}

function _in_original(found, earlier) {
  const starts = [0], shifts = [0];
  let shift = 0;
  for (const span of earlier) {
    shift += span.end - span.start - PLACEHOLDERS[span.kind].length;
    starts.push(span.end - shift);
    shifts.push(shift);
  }
  const shift_at = (place) => shifts[starts.findLastIndex((start) => start <= place)];
  return found.map((span) => Span(span.start + shift_at(span.start), span.end + shift_at(span.end - 1), span.kind));
}
