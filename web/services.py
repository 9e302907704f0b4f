"""Everything the website calls, built once a process and only when first asked for.

`create_app` puts one `Services` into `app.extensions["signpost"]`; views fetch it with `current_services()`.
Nothing is opened at start: a part that is down (no index, no database) raises when it is asked for, and is tried again
the next time. Tests set an attribute (`services.answerer = …`) to replace a part.
"""
from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from flask import Flask, current_app

from database import utc_now
from enquiries.urgent_help_wording.live import LiveWording
from guardrails.urgent_help import UrgentHelpTexts
from guardrails.urgent_help_overlay import texts_in_force
from second_look.danger_model import open_danger_model
from second_look.looking import SecondLook
from settings import Settings

if TYPE_CHECKING:
    from database import Database
    from enquiries.contacts import ContactVault
    from enquiries.conversations import ConversationService
    from enquiries.ids import Ids
    from enquiries.handovers import HandoverService
    from enquiries.lookups import PinGate
    from enquiries.office import OfficeService
    from enquiries.officers import OfficerService
    from enquiries.outbox import OutboxDispatcher
    from enquiries.pins import Pins
    from enquiries.promises import PromiseCalendar
    from enquiries.retention.daily import DailyPurge
    from enquiries.retention.figures import Figures
    from enquiries.urgent_help_wording.service import WordingService
    from knowledge_base.answering import Answerer
    from knowledge_base.store import ArticleStore
    from web.dialogue_client import DialogueClient

EXTENSION = "signpost"
MAIL_TIMEOUT_SECONDS = 20.0
MAIL_LEASE_SECONDS = 300.0  # longer than a whole talk with a slow mail server
T = TypeVar("T")


class lazily(Generic[T]):  # noqa: N801  (reads as a decorator)
    """A property built once, under the owner's lock; a failure is not kept. Setting the attribute replaces it."""

    def __init__(self, build: Callable[[Any], T]) -> None:
        self._build = build
        self._name = build.__name__
        self.__doc__ = build.__doc__

    def __get__(self, owner: Any, _type: type | None = None) -> T:
        if owner is None:
            return cast(T, self)
        with owner.lock:
            if self._name not in owner.__dict__:
                owner.__dict__[self._name] = self._build(owner)
            return owner.__dict__[self._name]


class Services:
    """The website's parts by name: settings, clock, ids, database, calendar, conversations, handovers, office, officers,
    articles, answerer, dialogue, outbox, daily_purge, figures, wording (officers' work on the urgent help), urgent_help_wording (what of it
    is in force)."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = utc_now, ids: Ids | None = None) -> None:
        from enquiries.ids import RandomIds
        self.settings = settings
        self.clock = clock
        self.ids = ids or RandomIds()
        self.lock = threading.RLock()
        self.second_look = SecondLook(lambda: open_danger_model(settings.danger_encoder_dir))
        # Not built lazily: a message of danger must not wait for a lock under which something else is being opened.
        self.urgent_help_wording: LiveWording[UrgentHelpTexts] = LiveWording(lambda: self.database, texts_in_force)

    @lazily
    def database(self) -> Database:
        """Records: conversations, enquiries, articles."""
        from database import Database
        return Database(self.settings.resolved_database_url)

    @lazily
    def calendar(self) -> PromiseCalendar:
        """Working days, for promised dates."""
        from enquiries.promises import PromiseCalendar, parse_closed_days
        settings = self.settings
        return PromiseCalendar(settings.promise_working_days, settings.promise_cutoff_hour,
                               parse_closed_days(settings.closed_days))

    @lazily
    def conversations(self) -> ConversationService:
        """Turns and receipts."""
        from enquiries.conversations import ConversationService
        return ConversationService(self.database, self.clock, self.calendar, self.ids)

    @lazily
    def handovers(self) -> HandoverService:
        """Confirms hand-overs and looks them up."""
        from enquiries.handovers import HandoverService
        return HandoverService(self.database, self.clock, self.calendar, self.ids, self.vault, self.pins, self._pin_gate())

    @lazily
    def vault(self) -> ContactVault:
        """Encrypts and reads contact details."""
        from enquiries.contacts import ContactVault
        return ContactVault([key.strip() for key in self.settings.contact_keys.split(",") if key.strip()])

    @lazily
    def pins(self) -> Pins:
        """Each enquiry's PIN."""
        from enquiries.pins import Pins
        return Pins(self.settings.pin_key)

    def _pin_gate(self) -> PinGate:
        from enquiries.lookups import PinGate
        return PinGate(self.database, self.pins, self.settings.pin_attempts, timedelta(minutes=self.settings.pin_lock_minutes))

    @lazily
    def office(self) -> OfficeService:
        """The officers' queue and their work on it."""
        from enquiries.office import OfficeService
        return OfficeService(self.database, self.clock, self.calendar, self.ids, self.vault)

    @lazily
    def officers(self) -> OfficerService:
        """Officers' accounts and invitations."""
        from enquiries.officers import OfficerService
        return OfficerService(self.database, self.clock, self.ids)

    @lazily
    def articles(self) -> ArticleStore:
        """Published articles."""
        from knowledge_base.store import ArticleStore
        return ArticleStore(self.database, self.clock)

    @lazily
    def answerer(self) -> Answerer:
        """Answers from the articles. Opening raises EncoderMissing without an encoder; answering raises IndexMissing without an index."""
        from knowledge_base.answering import open_answerer
        return open_answerer(self.settings.index_dir, self.settings.encoder_dir, self.settings.forum_short_name)

    @lazily
    def dialogue(self) -> DialogueClient:
        """The dialogue server, over loopback."""
        from web.dialogue_client import DialogueClient
        return DialogueClient(self.settings.dialogue_url, self.settings.dialogue_timeout_seconds)

    @lazily
    def outbox(self) -> OutboxDispatcher:
        """Sends waiting mail; without SMTP_HOST it waits."""
        from enquiries.mail import Composer, Sender, SmtpTransport
        from enquiries.outbox import OutboxDispatcher
        s = self.settings
        transport = SmtpTransport(s.smtp_host, s.smtp_port, s.smtp_security, s.smtp_username, s.smtp_password, s.mail_from,
                                  MAIL_TIMEOUT_SECONDS) if s.smtp_host else None
        sender = Sender(mail_from=s.mail_from, public_url=s.resolved_public_url, forum_name=s.forum_name,
                        forum_phone=s.forum_phone, officer_mailbox=s.officer_mailbox)
        return OutboxDispatcher(self.database, transport, Composer(sender, self.vault), self.clock, MAIL_LEASE_SECONDS,
                                worker_id=self._worker_id())

    @lazily
    def daily_purge(self) -> DailyPurge:
        """Deletes once a day what is past its period."""
        from enquiries.retention.daily import DailyPurge, DailyWork
        from enquiries.retention.periods import RetentionPeriods
        from enquiries.retention.purge import Purge
        s = self.settings
        periods = RetentionPeriods.of_days(s.conversation_days, s.contact_days, s.enquiry_days)
        return DailyPurge(Purge(self.database, self.clock, periods, self.calendar.local_date),
                          DailyWork(self.database, self.clock, "purge", self._worker_id()))

    @lazily
    def figures(self) -> Figures:
        """Counts that stay when words go."""
        from enquiries.retention.figures import Figures
        return Figures(self.database, self.calendar.local_date)

    @lazily
    def wording(self) -> WordingService:
        """The urgent help's wording: proposed by one officer, approved by another."""
        from enquiries.urgent_help_wording.service import WordingService
        from web.console.urgent_help.checks import check_wording, shipped_entry
        return WordingService(self.database, self.clock, shipped_entry, check_wording)

    def _worker_id(self) -> str:
        """Different for every process, also where process numbers come round again."""
        return f"web-{os.getpid()}-{self.ids.token()[:8]}"

    def close(self) -> None:
        """Give connections back; nothing that was never opened is opened."""
        for name in ("dialogue", "database"):
            if name in self.__dict__:
                self.__dict__[name].close()


def install_services(app: Flask, services: Services) -> None:
    """Make `services` the ones that views of `app` get."""
    app.extensions[EXTENSION] = services


def current_services() -> Services:
    """The services of the app that handles this request."""
    return cast(Services, current_app.extensions[EXTENSION])
