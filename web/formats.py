"""How dates and numbers are written on pages. Registered as Jinja filters by `create_app`."""
from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from enquiries.promises import in_words

LOCAL_ZONE = ZoneInfo("Europe/London")


def day(value: date | str) -> str:
    """A day in words: "20 November 2026"; "2014-06" is "June 2014"; "2014" stays. Text that is no date stays as it is."""
    if isinstance(value, date):
        return f"{value.day} {value:%B} {value.year}"
    try:
        if len(value) == len("2014-06"):
            return f"{date.fromisoformat(value + '-01'):%B %Y}"
        return day(date.fromisoformat(value)) if len(value) == len("2014-06-01") else value
    except ValueError:
        return value


def local_day(value: datetime) -> str:
    """The local day of an aware time: "Thursday 3 December"."""
    return in_words(value.astimezone(LOCAL_ZONE).date())


def dial(number: str) -> str:
    """A phone number as a tel: or sms: link wants it: digits and a leading + only, up to the first word ("111 option 2" is 111)."""
    kept = ""
    for character in number.replace("(0)", "").strip():
        if character.isdigit() or (character == "+" and not kept):
            kept += character
        elif character not in " -()":
            break
    return kept


FILTERS = {"day": day, "weekday": in_words, "local_day": local_day, "dial": dial}
