"""Enquiry references such as `SP-7K3M-9QXD`: easy to read out on the phone, hard to mistype unnoticed.

29 characters, Crockford's base 32 without the vowels (no words appear by chance) and without Z (it looks like 2). The last
character checks the seven before it: a weighted sum modulo 29, a prime, so one wrong character or any two swapped are always seen.
"""
from __future__ import annotations

from collections.abc import Callable

PREFIX = "SP"
ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXY"
BODY_LENGTH = 7
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "U": "V"})


class MalformedReference(ValueError):
    """The text is not a reference: wrong length, wrong characters, or mistyped."""


def new_reference(random_below: Callable[[int], int]) -> str:
    """A fresh reference; `random_below(n)` gives a random integer in 0..n-1."""
    body = "".join(ALPHABET[random_below(len(ALPHABET))] for _ in range(BODY_LENGTH))
    return _written(body + _check_character(body))


def parse_reference(typed: str) -> str:
    """The reference a person meant, in its one written form. Case, spaces, hyphens and look-alikes (O/0, I/1, L/1, Z/2, U/V) are forgiven.

    Raises MalformedReference.
    """
    letters = "".join(character for character in typed.upper() if character.isascii() and character.isalnum())
    if len(letters) == len(PREFIX) + BODY_LENGTH + 1:
        if not letters.startswith((PREFIX, "5P")):
            raise MalformedReference("the reference starts with SP")
        letters = letters[len(PREFIX):]
    letters = letters.translate(LOOK_ALIKES)
    if len(letters) != BODY_LENGTH + 1 or any(letter not in ALPHABET for letter in letters):
        raise MalformedReference("the reference has eight letters and numbers after SP")
    if _check_character(letters[:-1]) != letters[-1]:
        raise MalformedReference("the reference is mistyped")
    return _written(letters)


def _check_character(body: str) -> str:
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def _written(letters: str) -> str:
    return f"{PREFIX}-{letters[:4]}-{letters[4:]}"
