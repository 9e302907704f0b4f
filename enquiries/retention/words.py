"""Counts in plain words, for progress lines."""
from __future__ import annotations

from collections.abc import Mapping

WORDS = {"conversations": ("conversation", "conversations"), "turns": ("message with its answer", "messages with their answers"),
         "contacts": ("set of contact details", "sets of contact details"), "mails": ("mail record", "mail records"),
         "unsent_mails": ("of them never sent", "of them never sent"), "enquiries": ("enquiry emptied", "enquiries emptied"),
         "replies": ("reply", "replies"), "lookups": ("count of wrong PINs", "counts of wrong PINs")}


def counted(counts: Mapping[str, int]) -> str:
    """`2 conversations, 1 message with its answer`, or `nothing`."""
    return ", ".join(f"{counts[kind]} {words[counts[kind] != 1]}" for kind, words in WORDS.items() if counts.get(kind)) or "nothing"
