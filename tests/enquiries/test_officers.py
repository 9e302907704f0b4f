"""Officers: invitations that work once, passwords that hold, sign-in that tells nothing."""
from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from enquiries.errors import (
    CannotDeactivateSelf,
    InvalidOfficer,
    InvitationExpired,
    InvitationUsed,
    UnknownInvitation,
    UnknownOfficer,
)
from enquiries.models import AuditEvent, Officer, OfficerInvitation
from enquiries.officers import OfficerService
from tests.enquiries.conftest import PASSWORD, QUICK_HASHER, Room


class CountingHasher(PasswordHasher):
    """Counts how often a password is checked."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.checks: list[str] = []

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002  (the library's own name)
        self.checks.append(hash)
        return super().verify(hash, password)


def test_an_invitation_makes_an_officer_who_can_sign_in(room: Room) -> None:
    assert not room.officers.any_officer()
    token = room.officers.invite(None, hours=48)
    officer = room.officers.accept_invitation(token, " Ann  Officer ", "Ann@Forum.example", PASSWORD)
    assert (officer.name, officer.email) == ("Ann Officer", "ann@forum.example") and room.officers.any_officer()
    signed_in = room.officers.authenticate(" ANN@forum.example ", PASSWORD)
    assert signed_in and signed_in.id == officer.id and signed_in.last_signed_in_at == room.clock()
    assert room.officers.get(officer.id) == signed_in


def test_only_a_hash_of_the_token_and_of_the_password_is_stored(room: Room) -> None:
    token = room.officers.invite(None, hours=1)
    room.officers.accept_invitation(token, "Ann", "ann@forum.example", PASSWORD)
    with room.database.reading() as session:
        stored = repr([row.__dict__ for table in (Officer, OfficerInvitation, AuditEvent) for row in session.scalars(select(table))])
    assert token not in stored and PASSWORD not in stored and "$argon2id$" in stored


def test_an_invitation_works_once_and_for_its_time(room: Room) -> None:
    token, late = room.officers.invite(None, hours=1), room.officers.invite(None, hours=1)
    room.officers.accept_invitation(token, "Ann", "ann@forum.example", PASSWORD)
    with pytest.raises(InvitationUsed):
        room.officers.accept_invitation(token, "Eve", "eve@forum.example", PASSWORD)
    room.clock.advance(hours=1)
    for act in (lambda: room.officers.check_invitation(late), lambda: room.officers.accept_invitation(late, "E", "e@forum.example", PASSWORD)):
        with pytest.raises(InvitationExpired):
            act()
    for unknown in ("", "never-given", "\ud800"):
        with pytest.raises(UnknownInvitation):
            room.officers.check_invitation(unknown)


def test_one_invitation_accepted_by_two_at_once_makes_one_officer(room: Room, at_once: Callable[..., list[Any]]) -> None:
    token = room.officers.invite(None, hours=1)
    results = at_once(*[lambda name=name: room.officers.accept_invitation(token, name, f"{name}@forum.example", PASSWORD)
                        for name in ("ann", "bob", "cat")])
    assert sum(isinstance(result, InvitationUsed) for result in results) == 2 and len(room.officers.all()) == 1


@pytest.mark.parametrize(("changes", "field"), [
    ({"name": " "}, "name"), ({"name": "n" * 101}, "name"), ({"email": "not an address"}, "email"), ({"email": "a@b.example\n"}, None),
    ({"password": "short"}, "password"), ({"password": "p" * 201}, "password"), ({"password": "Password-1234"}, "password"),
    ({"password": "ANN.OFFICER@forum.example"}, "password"), ({"password": "aaaaaaaaaaaaaaaa"}, "password"),
    ({"password": "qwertyuiop123!"}, "password"), ({"password": "пароль достаточно длинный"}, None),
])
def test_what_an_officer_may_choose(room: Room, changes: dict[str, str], field: str | None) -> None:
    values = {"name": "Ann", "email": "ann.officer@forum.example", "password": PASSWORD} | changes
    token = room.officers.invite(None, hours=1)
    if field is None:
        assert room.officers.accept_invitation(token, **values).is_active
        return
    with pytest.raises(InvalidOfficer) as refusal:
        room.officers.accept_invitation(token, **values)
    assert list(refusal.value.errors) == [field] and values["password"] not in repr(refusal.value)
    room.officers.check_invitation(token)  # a mistake does not use the invitation up


def test_an_email_that_is_taken_is_told(room: Room) -> None:
    room.officer("Ann")
    with pytest.raises(InvalidOfficer) as refusal:
        room.officers.accept_invitation(room.officers.invite(None, hours=1), "Other", "ANN@forum.example", PASSWORD)
    assert set(refusal.value.errors) == {"email"}


def test_wrong_email_and_wrong_password_give_the_same_and_cost_the_same(room: Room) -> None:
    hasher = CountingHasher()
    officers = OfficerService(room.database, room.clock, room.ids, hasher)
    room.officer("Ann")
    for email, password in (("ann@forum.example", "wrong password here"), ("nobody@forum.example", PASSWORD), ("\0\ud800", PASSWORD), ("", "")):
        hasher.checks.clear()
        assert officers.authenticate(email, password) is None
        assert len(hasher.checks) == 1


def test_a_weaker_hash_is_renewed_at_sign_in(room: Room) -> None:
    room.officer("Ann")
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    for _ in range(2):
        assert OfficerService(room.database, room.clock, room.ids, stronger).authenticate("ann@forum.example", PASSWORD)
        with room.database.reading() as session:
            assert not stronger.check_needs_rehash(session.scalars(select(Officer.password_hash)).one())
    assert QUICK_HASHER.check_needs_rehash(stronger.hash(PASSWORD))


def test_a_deactivated_officer_is_out_and_her_enquiries_are_back_in_the_queue(room: Room) -> None:
    ann, bob = room.officer("Ann"), room.officer("Bob")
    reference = room.handovers.confirm(room.handover()).reference
    room.office.claim(reference, bob.id)
    room.officers.deactivate(bob.id, by=ann.id)
    assert room.officers.get(bob.id) is None and room.officers.authenticate("bob@forum.example", PASSWORD) is None
    assert room.office.get(reference).status == "open"
    assert [officer.is_active for officer in room.officers.all()] == [True, False]
    with pytest.raises(UnknownOfficer):
        room.officers.deactivate(bob.id, by=ann.id)
    with pytest.raises(CannotDeactivateSelf):
        room.officers.deactivate(ann.id, by=ann.id)
    with pytest.raises(UnknownOfficer):
        room.officers.invite(bob.id, hours=1)


def test_two_officers_shutting_each_other_out_at_once_leave_one(room: Room, at_once: Callable[..., list[Any]]) -> None:
    ann, bob = room.officer("Ann"), room.officer("Bob")
    results = at_once(lambda: room.officers.deactivate(bob.id, by=ann.id), lambda: room.officers.deactivate(ann.id, by=bob.id))
    assert sorted(type(result) for result in results if result is not None) == [UnknownOfficer]
    assert sum(officer.is_active for officer in room.officers.all()) == 1


def test_claiming_while_being_deactivated_leaves_nothing_claimed(room: Room, at_once: Callable[..., list[Any]]) -> None:
    ann, bob = room.officer("Ann"), room.officer("Bob")
    references = [room.handovers.confirm(room.handover()).reference for _ in range(5)]
    results = at_once(lambda: room.officers.deactivate(bob.id, by=ann.id),
                      *[lambda reference=reference: room.office.claim(reference, bob.id) for reference in references])
    assert all(result is None or isinstance(result, UnknownOfficer) for result in results)
    assert {room.office.get(reference).status for reference in references} == {"open"}


def test_an_invitation_brings_a_deactivated_officer_back(room: Room) -> None:
    ann, bob = room.officer("Ann"), room.officer("Bob")
    room.officers.deactivate(bob.id, by=ann.id)
    back = room.officers.accept_invitation(room.officers.invite(ann.id, hours=1), "Bob", "bob@forum.example", "four other unrelated words")
    assert back.id == bob.id and room.officers.authenticate("bob@forum.example", PASSWORD) is None
    assert room.officers.authenticate("bob@forum.example", "four other unrelated words")
