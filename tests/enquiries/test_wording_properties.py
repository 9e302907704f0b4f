"""Whatever officers do in whatever order: nobody approves their own, one version of an entry is in force, history loses nothing."""
from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from database import Base, Database
from enquiries.errors import EnquiryError
from enquiries.urgent_help_wording.views import Content, Entry
from tests.conftest import FakeClock
from tests.enquiries.conftest import build_room
from tests.enquiries.wording import ABUSE, NHS, SHIPPED, propose, wording_of

PEOPLE, WORDS = st.integers(0, 2), st.sampled_from(["one", "two", "three", "forbidden"])
ENTRIES = st.sampled_from([ABUSE, NHS])


class Officers(RuleBasedStateMachine):
    """Three officers and two entries. `expected` is what the rules say is in force; `made` is every proposal as last seen."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.database = Database(f"sqlite:///{Path(self.folder.name) / 'test.db'}")
        Base.metadata.create_all(self.database.engine)
        room = build_room(self.database, FakeClock(datetime(2026, 11, 23, 10, tzinfo=UTC)))
        self.people = [room.officer(f"{name} Officer").id for name in ("Ann", "Ben", "Cara")]
        self.wording = wording_of(room)
        self.expected: dict[Entry, Content] = dict(SHIPPED)
        self.made: dict[int, str] = {}
        self.approvals = 0

    @rule(who=PEOPLE, entry=ENTRIES, word=WORDS)
    def propose(self, who: int, entry: Entry, word: str) -> None:
        try:
            made = propose(self.wording, self.people[who], {"text": word}, entry)
        except EnquiryError:
            assert word == "forbidden" or self.expected[entry] == {"text": word}
        else:
            assert word != "forbidden"
            self.made[made] = "proposed"

    @rule(who=PEOPLE, data=st.data(), late=st.booleans())
    def approve(self, who: int, data: st.DataObject, late: bool) -> None:
        if not self.made:
            return
        chosen = self.wording.get(data.draw(st.sampled_from(sorted(self.made))))
        seen = self.approvals - 1 if late else self.approvals
        may = (chosen.waits and chosen.proposed_by != self.people[who] and not late and chosen.before == self.expected[chosen.entry])
        try:
            self.wording.approve(chosen.id, self.people[who], "Yes.", seen)
        except EnquiryError:
            assert not may
        else:
            assert may
            self.made[chosen.id], self.expected[chosen.entry] = "approved", chosen.content
            self.approvals += 1

    @rule(who=PEOPLE, data=st.data(), withdraws=st.booleans())
    def refuse(self, who: int, data: st.DataObject, withdraws: bool) -> None:
        if not self.made:
            return
        chosen = self.wording.get(data.draw(st.sampled_from(sorted(self.made))))
        own = chosen.proposed_by == self.people[who]
        try:
            self.wording.withdraw(chosen.id, self.people[who]) if withdraws else self.wording.reject(chosen.id, self.people[who], "No.")
        except EnquiryError:
            assert not chosen.waits or own != withdraws
        else:
            assert chosen.waits and own == withdraws
            self.made[chosen.id] = "withdrawn" if withdraws else "rejected"

    @invariant()
    def the_record_holds(self) -> None:
        history = self.wording.history()
        assert {view.id: view.status for view in history} == self.made, "history never loses one"
        assert all(view.decided_by not in (None, view.proposed_by) for view in history if view.status == "approved")
        for entry, content in self.expected.items():
            live = [view.content for view in history if view.entry == entry and view.in_force]
            assert len(live) <= 1 and self.wording.in_force(entry) == content == (live or [SHIPPED[entry]])[0]
        assert sorted(view.number for view in history if view.number) == list(range(1, self.approvals + 1))

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()


TestOfficers = Officers.TestCase
TestOfficers.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
