"""Contact details: the one place where they are kept, encrypted (see `enquiries.contacts`)."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from database import Base, UtcDateTime


class ContactDetails(Base):
    """One enquiry's name, e-mail and phone as one encrypted blob, and the consent they were given under.

    `can_email` says only that the blob holds an e-mail address, so that no page needs to decrypt it to know.
    """

    __tablename__ = "contact_details"

    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiries.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    blob: Mapped[bytes] = mapped_column(LargeBinary)
    can_email: Mapped[bool]
    consented_at: Mapped[datetime] = mapped_column(UtcDateTime)
    consent_version: Mapped[str] = mapped_column(String(40))
