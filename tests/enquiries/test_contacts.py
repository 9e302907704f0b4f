"""Contact details: readable with the keys alone, rotated, and never in a repr or an exception."""
import traceback

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from enquiries.contacts import Contact, ContactVault, rotate_contacts
from enquiries.errors import ContactUnreadable
from enquiries.models import ContactDetails
from tests.enquiries.conftest import Room

SAM = Contact("Sam", "sam@family.example", "01225 764647")


def _key() -> str:
    return Fernet.generate_key().decode()


def test_reads_back_what_it_encrypts_and_hides_it_in_between() -> None:
    vault = ContactVault([_key()])
    blob = vault.encrypt(SAM)
    assert vault.decrypt(blob) == SAM
    assert b"sam" not in blob.lower()


def test_an_old_key_still_reads_until_rotated_away() -> None:
    old, new = _key(), _key()
    blob = ContactVault([old]).encrypt(SAM)
    both = ContactVault([new, old])
    assert both.decrypt(blob) == SAM
    with pytest.raises(ContactUnreadable):
        ContactVault([new]).decrypt(blob)
    assert ContactVault([new]).decrypt(both.rotate(blob)) == SAM


def test_rotation_reaches_every_stored_row(room: Room) -> None:
    for email in ("one@family.example", "two@family.example"):
        room.handovers.confirm(room.handover(email=email))
    new = _key()
    assert rotate_contacts(room.database, ContactVault([new, room.contact_key])) == 2
    with room.database.reading() as session:
        blobs = session.scalars(select(ContactDetails.blob).order_by(ContactDetails.enquiry_id)).all()
    assert [ContactVault([new]).decrypt(blob).email for blob in blobs] == ["one@family.example", "two@family.example"]


def test_plain_text_is_in_no_repr_and_no_exception() -> None:
    vault = ContactVault([_key()])
    assert not any(part in f"{SAM!r} {SAM} {vault!r} {[SAM]}" for part in ("Sam", "family", "764647"))
    try:
        ContactVault([_key()]).decrypt(vault.encrypt(SAM))
    except ContactUnreadable:
        assert "family" not in traceback.format_exc() and "InvalidToken" not in traceback.format_exc()


@pytest.mark.parametrize("keys", [[], ["not a key"]])
def test_bad_keys_are_refused_without_showing_them(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="CONTACT_KEYS") as refusal:
        ContactVault(keys)
    assert "not a key" not in "".join(traceback.format_exception(refusal.value))
