"""Which release a file is of: what the register knows, the file says, or somebody has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mscp_analysis.publishers import rules
from mscp_analysis.publishers.statistic import Recognised


@dataclass(frozen=True)
class Stated:
    """What whoever imports says of the files, because nothing in them does.

    Parameters
    ----------
    release : str, optional
        Name of the release: ``cla-2025``.
    published : str, optional
        When it was published: ``2025-11`` or ``2025-11-20``.
    period : str, optional
        The year of a table that does not say it: ``2013-14``.
    sheet : str, optional
        The worksheet to read.

    Examples
    --------
    >>> Stated(release="cla-2025", published="2025-11-20")
    Stated(release='cla-2025', published='2025-11-20', period=None, sheet=None)
    """

    release: str | None = None
    published: str | None = None
    period: str | None = None
    sheet: str | None = None


def release_of(
    found: Recognised, periods: list[str | None], stated: Stated
) -> tuple[str, dict[str, Any]]:
    """The release of a file: stated, told by its newest period, or given by the file itself.

    Parameters
    ----------
    found : Recognised
        What the file holds.
    periods : list of str
        Its periods, as far as they are known.
    stated : Stated
        What was said of it.

    Returns
    -------
    (str, dict)
        Name of the release, and its entry as in ``data/rules/releases.yaml``.

    Raises
    ------
    LookupError
        If nothing says when it was published: that is asked for and never guessed.
    """
    about, register = found.match.about, rules.releases()
    newest = max(filter(None, periods))
    known = [
        name
        for name, entry in register.items()
        if entry["family"] == about["of"] and newest in map(str, entry.get("newest", {}).values())
    ]
    name = stated.release or (known[0] if len(known) == 1 else "")
    entry, said = register.get(name, {}), stated.published or found.published
    if "published" in entry and (not said or (stated.release and not stated.published)):
        return name, entry
    if said:
        undated = name if "published" not in entry else stated.release
        return undated or f"{about['of']}-{said}", {
            "publisher": found.match.family["publisher"],
            "title": entry.get("title", about["title"]),
            "published": said,
        }
    raise LookupError(_asked(found, newest, stated))


def _asked(found: Recognised, newest: str, stated: Stated) -> str:
    head = (
        f"{found.plain.name} is recognised as {found.match.about['title']!r} to {newest}, but "
        "nothing in it says when it was published; say it with --published 2024-11"
    )
    if stated.release in rules.releases():
        return f"{head} (the register has no date for {stated.release!r})."
    if stated.release:
        return f"{head} (there is no release {stated.release!r} in the register)."
    return f"{head}, and --release NAME if it is to have a name of its own."
