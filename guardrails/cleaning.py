"""Make a message safe to read, compare and store: what cannot be seen goes, what families wrote stays."""
from __future__ import annotations

import re
import unicodedata

# Characters that show nothing, or that change how the rest is shown. Each line says what it removes.
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f"          # NUL and the C0 controls, except tab, new line and its kin
    "\x80-\x84\x86-\x9f"              # the C1 controls, except U+0085 (next line)
    "\u00ad\u034f\u061c"              # soft hyphen, grapheme joiner, Arabic letter mark
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # fillers that look like nothing
    "\u180b-\u180f"                   # Mongolian selectors and vowel separator
    "\u200b-\u200f\u202a-\u202e"      # zero-width characters and joiners, bidirectional marks and overrides
    "\u2060-\u206f\ufeff"             # word joiner, invisible operators, bidirectional isolates, byte order mark
    "\ud800-\udfff"                   # lone surrogates, which no UTF-8 can hold
    "\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # characters that are none, interlinear notes
    "\ufe00-\ufe0e"                   # variation selectors, except the one that asks for an emoji
    "\U0001d173-\U0001d17a"           # musical controls
    "\U000e0000-\U000e0fff"           # tag characters and the supplementary variation selectors
    "]")
# U+FE0F asks for the coloured form of a symbol; anywhere else it only hides between letters.
_STRAY_EMOJI_SELECTOR = re.compile("(?<![\u203c-\u3299\U0001f000-\U0001faff])\ufe0f")
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SPACE_AROUND_LINE_END = re.compile(" ?\n ?")
_MANY_LINE_ENDS = re.compile("\n{3,}")


def clean(text: str) -> str:
    """The message in NFC without controls, bidirectional, zero-width and tag characters; emoji and line ends stay.

    Runs of spaces become one, three or more line ends become two, spaces at either end go. Cleaning twice changes nothing more.
    Never raises on any `str`.
    """
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = _STRAY_EMOJI_SELECTOR.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = _LINE_END.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _SPACE_AROUND_LINE_END.sub("\n", text)
    return _MANY_LINE_ENDS.sub("\n\n", text).strip(" \n")
