"""Signpost's commands: `python -m cli --help`."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from database import Database, utc_now
from settings import Settings, load_settings

if TYPE_CHECKING:
    from knowledge_base.articles import ArticleContent


@click.group()
def main() -> None:
    """Look after Signpost's database, content, index and officers."""


@main.command()
def prepare() -> None:
    """Migrate the database, import the shipped content if the record is empty or older, and build the index: what `make run` does."""
    settings = load_settings()
    _upgrade(settings)
    _import(settings, None, "set-up", "the shipped content pack")
    _build(settings, force=False)


@main.group(name="database")
def database_group() -> None:
    """The database."""


@database_group.command("upgrade")
def database_upgrade() -> None:
    """Bring the database's tables to this version."""
    _upgrade(load_settings())


@main.group()
def content() -> None:
    """Articles."""


@content.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def content_check(folder: Path | None) -> None:
    """Check a content pack (the shipped one by default): its form, and its facts against each other, the table of time limits, known
    phone numbers and the source documents. Every mistake is named with file and line."""
    from knowledge_base.pack import check_pack
    articles = _load(folder, check_pack)
    click.echo(f"{len(articles)} articles, no mistakes.")


@content.command("report")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--time-limits", is_flag=True, help="List every time limit with its rule and the articles that state it instead.")
def content_report(folder: Path | None, time_limits: bool) -> None:
    """Count the articles of a pack by topic, voice, stage, duty, dates and reading age."""
    from knowledge_base.content_report import limit_lines, report_lines
    from knowledge_base.pack import load_pack
    articles = _load(folder, load_pack)
    for line in limit_lines(articles) if time_limits else report_lines(articles, utc_now().date()):
        click.echo(line)


@content.command("gaps")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1), help="How far back to look; never further than conversations are kept.")
def content_gaps(days: int) -> None:
    """Where young people got parents' words: the articles they met, the most often met first, then how many others have none."""
    from datetime import timedelta

    from enquiries.content_gaps import content_gaps as met_since
    from knowledge_base.content_report import gap_lines
    from knowledge_base.store import ArticleStore
    database = _database(load_settings())
    for line in gap_lines(ArticleStore(database).published(), met_since(database, utc_now() - timedelta(days=days)), days):
        click.echo(line)


@content.command("fingerprint")
@click.argument("documents", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="File to write; the shipped fingerprints by default.")
def content_fingerprint(documents: Path, to: Path | None) -> None:
    """Take the fingerprints of the source documents (every .txt of a folder), with which `content check` finds copied sentences."""
    from knowledge_base.checking.copied import FINGERPRINTS_FILE, write_fingerprints
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(documents.glob("*.txt"))]
    click.echo(f"{write_fingerprints(texts, to or FINGERPRINTS_FILE)} fingerprints of {len(texts)} documents.")


@content.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--by", required=True, help="Who imports.")
@click.option("--reason", required=True, help="Why.")
def content_import(folder: Path | None, by: str, reason: str) -> None:
    """Bring the database's articles to the state of a pack: new revisions, withdrawals, in one transaction; then build the index."""
    settings = load_settings()
    _import(settings, folder, by, reason)
    _build(settings, force=False)


@content.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def content_export(folder: Path) -> None:
    """Write the published articles as a pack; importing it changes nothing."""
    from knowledge_base.pack import write_pack
    from knowledge_base.store import ArticleStore
    click.echo(f"{write_pack(ArticleStore(_database(load_settings())).published(), folder)} articles written to {folder}.")


@main.group()
def index() -> None:
    """The search index."""


@index.command("build")
@click.option("--force", is_flag=True, help="Build even when the index is current.")
def index_build(force: bool) -> None:
    """Build the index from the published articles and put it in place; running processes take it over by themselves."""
    _build(load_settings(), force)


@main.command()
@click.option("--dry-run", is_flag=True, help="Only count; change nothing.")
def purge(dry_run: bool) -> None:
    """Delete what is past its period: conversations, contact details, mail, the words of ended enquiries. Counts stay."""
    from enquiries.retention.periods import RetentionPeriods
    from enquiries.retention.purge import Purge
    from enquiries.retention.words import counted
    settings = load_settings()
    periods = RetentionPeriods.of_days(settings.conversation_days, settings.contact_days, settings.enquiry_days)
    work = Purge(_database(settings), utc_now, periods, _calendar(settings).local_date)
    if dry_run:
        click.echo(f"A purge would delete now: {counted(work.due())}. Nothing was changed.")
        return
    done = work.run("command", report=lambda _name, counts: click.echo(f"    {counted(counts)}"))
    click.echo(f"Deleted: {counted(done.counts)}.")
    _say_whether_clean(done.files_clean)


@main.command()
@click.argument("reference")
@click.option("--by", required=True, help="Who erases: your name.")
@click.option("--reason", required=True, help="Why, without anything about the family. Personal data that is recognised is masked.")
def erase(reference: str, by: str, reason: str) -> None:
    """Erase one enquiry and the conversation it came from, at once and for good: words, contact details, mail."""
    from enquiries.errors import UnknownEnquiry
    from enquiries.retention.erasure import Erasure
    from enquiries.retention.words import counted
    from guardrails.cleaning import clean
    from guardrails.redaction import redact
    settings = load_settings()
    try:
        erased = Erasure(_database(settings), utc_now, _calendar(settings).local_date).erase(reference, by, redact(clean(reason)).text)
    except UnknownEnquiry:
        raise click.ClickException("There is no enquiry with this reference: mistyped, never given, or erased before.") from None
    except ValueError as error:
        raise click.ClickException(f"Nothing was erased: {error}.") from None
    click.echo(f"Erased {', '.join(erased.references)}: {counted(erased.counts)}. Mail that was sent and backups are not reached from here.")
    _say_whether_clean(erased.files_clean)


def _say_whether_clean(files_clean: bool) -> None:
    if not files_clean:
        click.echo("The database file's log could not be cut because somebody was using it: run `cli purge` again in a minute.", err=True)


@main.group("urgent-help")
def urgent_help() -> None:
    """The words and contacts for somebody in danger, as officers approved them."""


@urgent_help.command("export")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="File to write; printed by default.")
def urgent_help_export(to: Path | None) -> None:
    """The wording in force in the format of guardrails/urgent_help.json, so that it can be reviewed into the repository."""
    import json

    from enquiries.urgent_help_wording.record import approved_entries
    from guardrails.urgent_help_overlay import Overlaying, data_in_force
    with _database(load_settings()).reading() as session:
        data = data_in_force(Overlaying(*entry) for entry in approved_entries(session))
    text = json.dumps(data, indent=1, ensure_ascii=False)
    if to is None:
        click.echo(text)
    else:
        to.write_text(text, encoding="utf-8")


@urgent_help.command("history")
def urgent_help_history() -> None:
    """Every proposed wording, the oldest first: what, who, when, why, and what became of it."""
    from enquiries.urgent_help_wording.record import proposal_views
    with _database(load_settings()).reading() as session:
        views = proposal_views(session)
    for view in reversed(views):
        click.echo(f"{view.id}. {view.entry.type} {view.entry.key}, proposed by {view.proposed_by_name} on {view.proposed_at:%Y-%m-%d %H:%M} UTC: {view.reason}")
        decided = "waits for a second person" if view.decided_at is None else f"{view.status} by {view.decided_by_name} on {view.decided_at:%Y-%m-%d %H:%M} UTC"
        click.echo(f"   {decided}{f', version {view.number}' if view.number else ''}{': ' + view.decision_reason if view.decision_reason else ''}")
    if not views:
        click.echo("Nothing has been proposed; families see the shipped words.")


@main.group()
def officer() -> None:
    """Officers' accounts."""


@officer.command("invite")
def officer_invite() -> None:
    """Print a one-time link with which an officer sets a name and password."""
    click.echo(_invitation_link(load_settings()))


def first_officer_link(settings: Settings) -> str | None:
    """A one-time link for the first officer, or None when an officer has an account."""
    return None if _officers(settings).any_officer() else _invitation_link(settings)


def _invitation_link(settings: Settings) -> str:
    token = _officers(settings).invite(by=None, hours=settings.setup_link_hours)
    return f"{settings.resolved_public_url}/console/welcome/{token}"


def _officers(settings: Settings):
    from enquiries.ids import RandomIds
    from enquiries.officers import OfficerService
    return OfficerService(_database(settings), utc_now, RandomIds())


def _calendar(settings: Settings):
    from enquiries.promises import PromiseCalendar
    return PromiseCalendar(settings.promise_working_days, settings.promise_cutoff_hour)


def _database(settings: Settings) -> Database:
    return Database(settings.resolved_database_url)


def _upgrade(settings: Settings) -> None:
    from migrations.upgrade import upgrade_to_head
    upgrade_to_head(settings.resolved_database_url)
    click.echo("    database: tables are current")


def _load(folder: Path | None, read: Callable[[Path], list[ArticleContent]]) -> list[ArticleContent]:
    from knowledge_base.errors import ContentInvalid
    from knowledge_base.pack import SHIPPED_PACK
    try:
        return read(folder or SHIPPED_PACK)
    except ContentInvalid as error:
        raise click.ClickException(f"{len(error.problems)} mistakes in the content; nothing was changed.\n{error}") from None


def _import(settings: Settings, folder: Path | None, by: str, reason: str) -> None:
    from knowledge_base.pack import load_pack
    from knowledge_base.store import ArticleStore
    report = ArticleStore(_database(settings)).import_pack(_load(folder, load_pack), by, reason)
    click.echo(f"    content: {report.added} added, {report.changed} changed, {report.unchanged} unchanged, "
               f"{report.withdrawn} withdrawn; corpus version {report.corpus_version}")


def _build(settings: Settings, force: bool) -> None:
    from encoder.onnx_encoder import EncoderMissing, OnnxEncoder
    from knowledge_base.index import IndexMissing, build_index, is_current
    from knowledge_base.store import ArticleStore
    store = ArticleStore(_database(settings))
    revisions = store.published_revisions()
    try:
        encoder = OnnxEncoder(settings.encoder_dir, threads=2)
        if not force and is_current(settings.index_dir, revisions, encoder.model_hash):
            click.echo("    index: current")
            return
        click.echo(f"    index: building for {len(revisions)} articles ...")
        manifest = build_index(revisions, encoder, store.corpus_version(), settings.index_dir)
    except (IndexMissing, EncoderMissing) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"    index: {manifest.articles} articles, {manifest.chunks} chunks, build {manifest.name}")


if __name__ == "__main__":
    main()
