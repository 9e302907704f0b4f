// guardrails/spans.py: where something was found, and how findings that overlap become one.
import { rules } from "./rules.js";

const { KINDS } = rules.spans;

export const Span = (start, end, kind) => ({ start, end, kind });

export function merge(spans) {
  const merged = [];
  let strongest = null;
  for (const span of spans.filter(({ start, end }) => start < end).sort(_in_order)) {
    const last = merged.at(-1);
    if (last && strongest && span.start < last.end) {
      strongest = _weaker(span, strongest) ? strongest : span;
      merged[merged.length - 1] = Span(last.start, Math.max(last.end, span.end), strongest.kind);
    } else {
      merged.push(span);
      strongest = span;
    }
  }
  return merged;
}

function _in_order(one, other) {
  return one.start - other.start || one.end - other.end || (one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : 0);
}

// Whether the first is at least as weak as the other.
function _weaker(one, other) {
  const [length, kind] = _weakness(one), [other_length, other_kind] = _weakness(other);
  return length > other_length || (length === other_length && kind >= other_kind);
}

function _weakness(span) {
  return [span.start - span.end, KINDS.indexOf(span.kind)];
}
