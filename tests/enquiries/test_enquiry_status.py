"""The enquiry's status as a state machine: only the drawn arrows exist, whatever is tried in whatever order."""
from datetime import UTC, date, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from enquiries.errors import TransitionNotAllowed
from enquiries.models import Enquiry

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ALLOWED = {("open", "claim"): "claimed", ("claimed", "release"): "open", ("claimed", "reply"): "replied", ("open", "close"): "closed",
           ("claimed", "close"): "closed", ("replied", "reopen"): "open", ("closed", "reopen"): "open"}


class EnquiryLife(RuleBasedStateMachine):
    """Tries every act at every moment and compares with the table above."""

    def __init__(self) -> None:
        super().__init__()
        self.enquiry = Enquiry(status="open", due_on=date(2026, 11, 30))
        self.expected = "open"

    @rule(action=st.sampled_from(["claim", "release", "reply", "close", "reopen"]), officer=st.integers(1, 3))
    def act(self, action: str, officer: int) -> None:
        arguments = {"claim": (officer, NOW), "release": (), "reply": (NOW,), "close": ("other", "We closed it.", NOW),
                     "reopen": (date(2026, 12, 7),)}[action]
        target = ALLOWED.get((self.expected, action))
        if target is None:
            with pytest.raises(TransitionNotAllowed) as refusal:
                getattr(self.enquiry, action)(*arguments)
            assert (refusal.value.action, refusal.value.status) == (action, self.expected)
        else:
            getattr(self.enquiry, action)(*arguments)
            self.expected = target

    @invariant()
    def holds_together(self) -> None:
        assert self.enquiry.status == self.expected
        assert (self.enquiry.claimed_by is not None) == (self.expected == "claimed")
        assert (self.enquiry.close_text is not None) == (self.expected == "closed")
        assert self.enquiry.is_waiting == (self.expected in ("open", "claimed"))


EnquiryLife.TestCase.settings = settings(max_examples=50, stateful_step_count=20)
TestEnquiryLife = EnquiryLife.TestCase


def test_never_closed_without_a_reason_to_read() -> None:
    enquiry = Enquiry(status="open")
    with pytest.raises(ValueError):
        enquiry.close("other", "", NOW)
    assert enquiry.status == "open"
