"""A question begun for somebody who comes from guided finding: their answers in plain words, made from the codes in the address and from nothing else."""
from __future__ import annotations

from collections.abc import Mapping

from knowledge_base.guided import in_words, read_answers


def begun_question(codes: Mapping[str, str]) -> str:
    """The words to begin with; empty where the address holds no answer. The asker sees and changes them before anything is sent."""
    said = in_words(read_answers(codes))
    return "".join(f"{short}: {label}.\n" for short, label in said) + "My question: " if said else ""
