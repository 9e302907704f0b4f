"""The queue: what waits, the earliest promise first."""
from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from enquiries.views import QueueCounts, QueueFilter, QueueItem
from web.console.access import current_officer
from web.console.enquiry import topics
from web.console.receipts import Receipt, read_receipt
from web.console.wording import console_words, elapsed
from web.services import current_services

PAGE_SIZE = 50
MINE, DEFAULT = "mine", "waiting"
LISTS = {
    "waiting": QueueFilter(), MINE: QueueFilter(status="claimed"), "unclaimed": QueueFilter(status="open"),
    "overdue": QueueFilter(overdue=True), "asked": QueueFilter(origin="asked"),
    "replied": QueueFilter(status="replied"), "closed": QueueFilter(status="closed"),
}


@dataclass(frozen=True)
class Row:
    """One line of the queue. `waited` is how long ago it came in, in words."""

    item: QueueItem
    receipt: Receipt
    waited: str

    @property
    def group(self) -> str:
        """The heading that it stands under (words.yml, groups)."""
        if self.item.status in ("replied", "closed"):
            return self.item.status
        return "overdue" if self.item.overdue else "due_today" if self.item.due_today else "later"


def show() -> str | AnyResponse:
    """One page of one list (`?show=`, `?page=`)."""
    services, chosen, number = current_services(), _chosen(), _page_number()
    filters = QueueFilter(status="claimed", mine=current_officer().id) if chosen == MINE else LISTS[chosen]
    page = services.office.queue(filters, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    pages = max(1, -(-page.total // PAGE_SIZE))
    if number > pages:
        return redirect(url_for("console.queue", show=chosen, page=pages), code=303)
    titles = {article.id: article for article in services.articles.published()} if page.items else {}
    now = services.clock()
    rows = [Row(item, read_receipt(item.trace, titles), elapsed(item.created_at, now)) for item in page.items]
    return render_template("console/queue.html", rows=rows, page=page, counts=page.counts, chosen=chosen, number=number, pages=pages,
                           lists=_lists_with_counts(page.counts), mail=services.office.mail_state(),
                           mail_set_up=bool(services.settings.smtp_host), topics=topics(),
                           wording_waits=services.wording.count_waiting())


def find() -> AnyResponse:
    """From a reference, as it is read out on the phone, to the enquiry."""
    reference = request.args.get("reference", "").strip()[:40].replace("/", " ")
    return redirect(url_for("console.enquiry", reference=reference) if reference else url_for("console.queue"), code=303)


def _chosen() -> str:
    chosen = request.args.get("show", DEFAULT)
    return chosen if chosen in LISTS else DEFAULT


def _page_number() -> int:
    typed = request.args.get("page", "1")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1


def _lists_with_counts(counts: QueueCounts) -> list[tuple[str, str, int | None]]:
    """Each list's name, label and count; nobody counts "mine" until it is opened."""
    known = {"waiting": counts.waiting, "unclaimed": counts.open, "overdue": counts.overdue, "asked": counts.asked,
             "replied": counts.replied, "closed": counts.closed}
    return [(name, console_words()(f"filters.{name}"), known.get(name)) for name in LISTS]
