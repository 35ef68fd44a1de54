"""For how many days of a year a post was held by nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers.register import Register

TITLE = "Days on which the post was vacant"


def days_vacant(posts: Register) -> Measure:
    """The days of the year on which each post was vacant, by calendar arithmetic.

    Parameters
    ----------
    posts : Register
        One row a spell in which somebody held a post: ``post``, ``from``, ``to``. Spells may
        overlap, as where one person takes over from another; each day counts once.

    Returns
    -------
    Measure
        Days by ``post``; ``[x]`` where a first or last day is marked as not known.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> posts = registers.open("Medway", "2023-24").scrutineers
    >>> [*zip(days_vacant(posts).rows["post"], days_vacant(posts).rows["marker"])]
    [('Secure estate', 'x'), ('Arrangements as a whole', 'x')]
    """
    found = posts.by("post")
    days = [_vacant(posts.where(post=post)) for post in found.rows.get("post", ())]
    rows = found.rows.assign(
        value=[float("nan") if each is None else float(each) for each in days],
        marker=["x" if each is None else "" for each in days],
    )
    return found.with_rows(rows, name="scrutineers.days_vacant", title=TITLE, unit="days")


def number(posts: Register) -> Fact:
    """How many posts there are, however many people held them one after another.

    Parameters
    ----------
    posts : Register
        As ``days_vacant`` takes it.

    Returns
    -------
    Fact

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> number(registers.open("Medway", "2023-24").scrutineers).shown
    '2'
    """
    counted = posts.count()
    return (
        counted if counted.marker else replace(counted, value=float(posts.rows["post"].nunique()))
    )


def post_days(posts: Register) -> Fact:
    """The days of vacancy of all posts together.

    Parameters
    ----------
    posts : Register
        As ``days_vacant`` takes it.

    Returns
    -------
    Fact
        Two posts vacant on one day are two days; ``[x]`` where the days of one are not known.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> post_days(registers.open("Medway", "2023-24").scrutineers).marker
    'x'
    """
    days = days_vacant(posts).rows["value"]
    counted = posts.count("Days on which a post of independent scrutineer was vacant", "days")
    if counted.marker:
        return counted
    if days.isna().any():
        return replace(counted, value=None, marker="x")
    return replace(counted, value=float(days.sum()))


def vacant(spells: list[tuple[date, date | None]], year: ReportingYear) -> int:
    """The days of a year that no spell covers, the first and the last day of each included.

    Parameters
    ----------
    spells : list of (date, date or None)
        First and last day of each; None where it goes on.
    year : ReportingYear
        The year.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If a spell ends before it begins.

    Examples
    --------
    >>> from datetime import date
    >>> vacant([(date(2019, 1, 1), date(2024, 2, 29))], ReportingYear.parse("2023-24"))
    31
    """
    open_days, next_day = 0, year.start
    for first, last in sorted(spells, key=lambda spell: spell[0]):
        if last is not None and last < first:
            raise ValueError(
                f"A post cannot be held from {first.isoformat()} to {last.isoformat()}: "
                "expected a last day that is not before the first; correct one of the two."
            )
        until = min(first, year.end + timedelta(days=1))
        open_days += max((until - next_day).days, 0)
        next_day = max(next_day, min(last or year.end, year.end) + timedelta(days=1))
    return open_days + max((year.end - next_day).days + 1, 0)


def _vacant(spells: Register) -> int | None:
    """Days of vacancy of one post; None where a day that it turns on is not known."""
    if (spells.markers[["from", "to"]] != "").any(axis=None):
        return None
    held = [*zip(spells.rows["from"], spells.rows["to"], strict=True)]
    return vacant([(first, last or None) for first, last in held], spells.year)
