"""What somebody asks the meaning of, and what else the message asks."""
from __future__ import annotations

import pytest

from knowledge_base.meanings import meaning_asked, named


@pytest.mark.parametrize("text, term, explicit, rest", [
    ("What does SENDCo mean?", "senco", True, ""), ("wots an EP", "ep", False, ""), ("define phase transfer", "phase-transfer", True, ""),
    ("EOTAS meaning", "eotas", True, ""), ("what's meant by banding?", "banding", True, ""), ("what do they mean by provision", None, None, None),
    ("what does EHCP mean and how do i get one", "ehc-plan", True, "how do i get EHC plan"),
    ("how do i ask for an assessment, and what does SENCO stand for?", "senco", True, "how do i ask for an assessment"),
    ("what is a portage", "portage", False, "")])
def test_the_term_and_the_rest(text, term, explicit, rest):
    asked = meaning_asked(text)
    assert (asked.term.id, asked.explicit, asked.rest) == (term, explicit, rest) if term else asked is None


@pytest.mark.parametrize("text", ["what does that mean", "what does a plan mean for my son", "how do I get a SENCO", "what is the weather", ""])
def test_no_term_is_asked_for(text):
    assert meaning_asked(text) is None


def test_a_term_is_known_in_its_spellings_and_the_plural():
    assert named("EHCPs").id == named("education, health and care plan").id == "ehc-plan"
    assert named("bananas") is None
