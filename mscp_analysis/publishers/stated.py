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
    about, family = found.match.about, found.match.family
    if stated.release in rules.releases() and not stated.published:
        return str(stated.release), rules.releases()[str(stated.release)]
    published = stated.published or found.published
    if published:
        name = stated.release or f"{about['of']}-{published}"
        return name, {"publisher": family["publisher"], "title": about["title"],
                      "published": published}  # fmt: skip
    newest = max(filter(None, periods))
    known = [
        name
        for name, entry in rules.releases().items()
        if entry["family"] == about["of"] and newest in map(str, entry.get("newest", {}).values())
    ]
    if len(known) == 1 and stated.release is None:
        return known[0], rules.releases()[known[0]]
    raise LookupError(
        f"{found.plain.name} is recognised as {about['title']!r} to {newest}, but nothing in it "
        "says when it was published; say it with --published 2024-11"
        + (f" (there is no release {stated.release!r} in the register)." if stated.release else
           ", and --release NAME if it is to have a name of its own.")
    )  # fmt: skip
