"""The question that stands beside danger in one message, so that it can be answered too, below the urgent contacts.

A message is cut at the ends of its sentences and before the words that begin a question ("… i cant cope how do i get respite"). A piece
counts when it asks something and shows no concern itself. What is left out is never searched: an article that is merely near to words
of danger ("my mum hits me") could do harm.
"""
from __future__ import annotations

import re
from collections.abc import Callable

from guardrails.safeguarding import Concern, find_concern

_SENTENCE = re.compile(r"[^.!?\n]{1,2000}[.!?\n]{0,10}")
_VERB = r"(?:do|does|did|can|could|should|would|will|is|are|am|was|has|have|may|might|to|much|long|many|often)"
_WHO = r"(?:i|we|you|he|she|they|it|there|that|this|someone|somebody|anyone|anybody|school|wpcc|camhs|sendiass)"
_WHOSE = r"(?:my|our|his|her|their|the|a|an)"
_BEGINS = re.compile(
    rf"(?<![\w'])(?:how {_VERB}|what (?:is|are|do|does|can|should|happens|help|support|counts|about)|what's|where {_VERB}|where's|who (?:do|does|can|could|should|is|decides|pays)"
    rf"|when (?:do|does|can|should|will|is|are)|why (?:do|does|is|are|can|cant|can't|wont|won't)|which (?:form|school|one|is)|(?:can|could|should|would|does|will|is|are) (?:{_WHO}|{_WHOSE})"
    rf"|(?:do|am|has|have) (?:i|we|you|they|he|she)|any (?:idea|advice|help) (?:how|what|where|on|with|about|for)"
    rf"|(?:i|we) (?:also |really |just )?(?:need|want|would like|wanted) to (?:know|ask|apply|find out|appeal|complain|request)|please (?:tell|explain|can)|tell me (?:how|what|where|who|about)"
    rf"|looking for)(?![\w'])", re.I)
_FEWEST_WORDS = 4
# Of these kinds a message that asks something may be answered as a whole ("can school lock my son in a room"); of all others only what stands beside the danger.
ANSWERED_AS_A_WHOLE = frozenset({"restraint_by_staff", "abuse_by_staff", "child_suicide_self_harm"})


def question_to_answer(text: str, kind: str, find: Callable[[str], Concern | None] = find_concern) -> str:
    """What to look up for a message of danger of this kind, or "": the question beside it, else of some kinds the whole message."""
    return question_beside(text, find) or (text if kind in ANSWERED_AS_A_WHOLE and asks(text) else "")


def question_beside(text: str, find: Callable[[str], Concern | None] = find_concern) -> str:
    """What a message of danger asks beside it, or "" where it asks nothing else. `find` tells whether a piece shows a concern."""
    asked = [piece for piece in _pieces(text) if asks(piece) and len(piece.split()) >= _FEWEST_WORDS and find(piece) is None]
    return " ".join(asked)


def asks(text: str) -> bool:
    """Whether a text asks something, by its wording or a question mark."""
    return "?" in text or _BEGINS.search(text) is not None


def _pieces(text: str) -> list[str]:
    """Sentences, cut again before words that begin a question."""
    pieces: list[str] = []
    for sentence in _SENTENCE.findall(text):
        cuts = [0]
        for match in _BEGINS.finditer(sentence):
            if cuts == [0] or len(sentence[cuts[-1]:match.start()].split()) >= _FEWEST_WORDS:  # "what help is there" is one question
                cuts.append(match.start())
        pieces += [piece for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True) if (piece := sentence[start:end].strip())]
    return pieces
