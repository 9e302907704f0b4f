"""A regular expression of Python's, written so that it means the same in JavaScript.

Python's letters, digits and word borders know every script; JavaScript's know ASCII only. So each pattern is taken apart by Python's own
parser and written again with Unicode properties. What JavaScript has no word for is refused, never guessed.
"""
from __future__ import annotations

import re
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

WORD = r"\p{L}\p{N}_"
SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
CATEGORIES = {sre.CATEGORY_WORD: WORD, sre.CATEGORY_DIGIT: r"\p{Nd}", sre.CATEGORY_SPACE: SPACE}
NEGATED = {sre.CATEGORY_NOT_WORD: WORD, sre.CATEGORY_NOT_DIGIT: r"\p{Nd}", sre.CATEGORY_NOT_SPACE: SPACE}
PLACES = {
    sre.AT_BOUNDARY: f"(?:(?<=[{WORD}])(?![{WORD}])|(?<![{WORD}])(?=[{WORD}]))", sre.AT_BEGINNING: "(?<![^])", sre.AT_BEGINNING_STRING: "(?<![^])",
    sre.AT_END_STRING: "(?![^])", sre.AT_END: r"(?=\n?(?![^]))"}
MOST = sre.MAXREPEAT
KNOWN_FLAGS = re.UNICODE | re.IGNORECASE
# With IGNORECASE Python's i is also the dotted capital and the dotless small one; JavaScript's is not.
MORE_I = "\\u0130\\u0131"


def to_javascript(pattern: re.Pattern[str]) -> dict[str, str]:
    """Source and flags for `new RegExp`. Raises ValueError for what cannot be said in JavaScript."""
    if pattern.flags & ~KNOWN_FLAGS:
        raise ValueError(f"flags of {pattern.pattern[:60]!r} are not known to JavaScript")
    names = {number: name for name, number in pattern.groupindex.items()}
    writer = _Writer(names, ignoring_case=bool(pattern.flags & re.IGNORECASE))
    return {"pattern": writer.sequence(parser.parse(pattern.pattern, pattern.flags)), "flags": "giu" if writer.ignoring_case else "gu"}


class _Writer:
    """Writes the parsed pieces. Which letters an `i` stands for depends on the flag."""

    def __init__(self, names: dict[int, str], ignoring_case: bool) -> None:
        self._names = names
        self.ignoring_case = ignoring_case

    def sequence(self, pieces: Any) -> str:
        return "".join(self._piece(operation, argument) for operation, argument in pieces)

    def _piece(self, operation: Any, argument: Any) -> str:
        if operation is sre.LITERAL:
            return f"[i{MORE_I}]" if self._is_i(argument) else _character(argument)
        if operation is sre.NOT_LITERAL:
            return f"[^{_character(argument)}{MORE_I if self._is_i(argument) else ''}]"
        if operation is sre.ANY:
            return r"[^\n]"
        if operation is sre.IN:
            return self._set(argument)
        if operation is sre.AT and argument in PLACES:
            return PLACES[argument]
        if operation is sre.BRANCH:
            return "(?:" + "|".join(self.sequence(way) for way in argument[1]) + ")"
        if operation is sre.SUBPATTERN:
            return self._group(*argument)
        if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            return self._repeat(*argument) + ("?" if operation is sre.MIN_REPEAT else "")
        if operation in (sre.ASSERT, sre.ASSERT_NOT):
            direction, inner = argument
            return "(?" + ("<" if direction < 0 else "") + ("=" if operation is sre.ASSERT else "!") + self.sequence(inner) + ")"
        if operation is sre.GROUPREF:
            return rf"\k<{self._names[argument]}>" if argument in self._names else rf"(?:\{argument})"
        raise ValueError(f"{operation} cannot be said in JavaScript")

    def _group(self, number: int | None, added: int, dropped: int, inner: Any) -> str:
        if added or dropped:
            raise ValueError("flags inside a pattern cannot be said in JavaScript")
        opening = "(?:" if number is None else f"(?<{self._names[number]}>" if number in self._names else "("
        return f"{opening}{self.sequence(inner)})"

    def _repeat(self, least: int, most: Any, inner: Any) -> str:
        times = {(0, 1): "?", (0, MOST): "*", (1, MOST): "+"}.get((least, most))
        return f"(?:{self.sequence(inner)})" + (times or f"{{{least},{'' if most is MOST else most}}}")

    def _set(self, members: list[tuple[Any, Any]]) -> str:
        """A set of characters. "Not a word sign" inside one is said as a look-ahead, because a set of JavaScript's cannot hold it."""
        negated = members[0][0] is sre.NEGATE
        left_out = [f"[{NEGATED[argument]}]" for operation, argument in members if operation is sre.CATEGORY and argument in NEGATED]
        held = "".join(self._member(operation, argument) for operation, argument in members[negated:] if argument not in NEGATED)
        if not left_out:
            return f"[{'^' if negated else ''}{held}]"
        if negated and len(left_out) == 1:  # [^\W\d_]: a word sign that is neither digit nor underscore
            return (f"(?![{held}])" if held else "") + left_out[0]
        ways = "|".join([f"[{held}]"] * bool(held) + [f"(?!{way})[^]" for way in left_out])
        return f"(?!{ways})[^]" if negated else f"(?:{ways})"

    def _member(self, operation: Any, argument: Any) -> str:
        if operation is sre.LITERAL:
            return _character(argument) + (MORE_I if self._is_i(argument) else "")
        if operation is sre.RANGE:
            first, last = argument
            return f"{_character(first)}-{_character(last)}" + (MORE_I if any(first <= ord(letter) <= last for letter in "iI") and self.ignoring_case else "")
        if operation is sre.CATEGORY and argument in CATEGORIES:
            return CATEGORIES[argument]
        raise ValueError(f"{operation} {argument} cannot be said in a set of JavaScript's")

    def _is_i(self, code: int) -> bool:
        return self.ignoring_case and chr(code) in "iI"


def _character(code: int) -> str:
    """One character; letters, digits and a few signs as they are, anything else by number."""
    character = chr(code)
    return character if character.isascii() and (character.isalnum() or character in " _,:;@#%&'\"=<>!~`") else rf"\u{{{code:x}}}"
