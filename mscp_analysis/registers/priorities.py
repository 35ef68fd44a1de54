"""What can be reckoned from the registers of the priorities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from mscp_analysis import rates
from mscp_analysis.measures import Fact
from mscp_analysis.periods import last_day
from mscp_analysis.registers.reckoned import with_columns
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column
from mscp_analysis.sources import join


def recorded(priorities: Register, impact: Register, link: str) -> Fact:
    """How many priorities record anything of one link of their chain.

    Parameters
    ----------
    priorities, impact : Register
        The registers of those names.
    link : {"activity", "reach", "practice", "child"}
        What was done, whom it reached, what changed in practice, or for children.

    Returns
    -------
    Fact
        Not supplied where the priorities were not; none where no chain was supplied.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> [recorded(own.priorities, own.impact, each).shown for each in ("activity", "child")]
    ['5', '0']
    """
    told = impact.where(link=link)
    # A figure that is said to be missing tells nothing; words without a figure do.
    topics = [*told.rows.loc[told.markers.loc[told.rows.index, "value"] == "", "topic"]]
    held = priorities.with_rows(priorities.rows[priorities.rows["topic"].isin(topics)])
    count = held.count(f"Priorities that record anything under {link}")
    return replace(count, sources=join(count.sources, () if impact.absence else impact.sources))


@dataclass(frozen=True)
class Parts:
    """A total as it was told, what its parts add up to, and how far they lie apart."""

    total: Fact
    sum: Fact
    gap: Fact


def parts(register: Register, total: str, *columns: str) -> Parts:
    """A total of a register against the sum of the parts that were told with it.

    Parameters
    ----------
    register : Register
        Such as ``contextual_assessments``.
    total : str
        Column of the total.
    *columns : str
        Columns of its parts.

    Returns
    -------
    Parts
        The gap is the total less the sum: below zero where the parts are more than the total.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> schools = registers.open("Medway", "2023-24").contextual_assessments
    >>> found = parts(schools, "engaged", "lessons", "surveys", "mapping")
    >>> found.total.shown, found.sum.shown, found.gap.shown
    ('1,946', '1,893', '53')
    """
    whole = register.total(total)
    each = [register.total(column) for column in columns]
    missing = next((fact for fact in each if fact.value is None), None)
    summed = replace(
        whole,
        value=None if missing else sum(fact.number for fact in each),
        marker=missing.marker if missing else "",
        title=f"{whole.title}, sum of the parts",
    )
    marker = whole.marker or summed.marker
    gap = replace(
        whole,
        value=None if marker else whole.number - summed.number,
        marker=marker,
        title=f"{whole.title}, not told by part",
    )
    return Parts(whole, summed, gap)


def about(register: Register) -> str:
    """The word *about* before a sum of which a row's note says that it was given roughly.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> about(registers.open("Medway", "2023-24").champions)
    'about '
    """
    roughly = register.rows["note"].str.lower().str.startswith(("about", "approximate", "around"))
    return "about " if roughly.any() else ""


def days_online(media: Register) -> Register:
    """Each video or post with how long it was online when its views were counted.

    Parameters
    ----------
    media : Register
        With months or days in ``published`` and ``counted``.

    Returns
    -------
    Register
        With the columns ``fewest_days`` and ``most_days``, which differ where only a month is
        known.

    Raises
    ------
    ValueError
        If a date is neither ``September 2023`` nor ``14 September 2023``, or views were counted
        before they could be.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> found = days_online(registers.open("Medway", "2023-24").media)
    >>> found.rows[["fewest_days", "most_days"]].astype(int).to_numpy().tolist()
    [[184, 242], [1, 60]]
    """
    spans = [
        _days(row["item"], row["published"], row["counted"])
        for row in media.rows.to_dict("records")
    ]
    found = pd.DataFrame(spans, index=media.rows.index, columns=["fewest_days", "most_days"])
    rows = media.rows.join(found.astype(float))
    return with_columns(
        media,
        rows,
        Column("fewest_days", "count", unit="days", title="Days online, at least"),
        Column("most_days", "count", unit="days", title="Days online, at most"),
    )


def _days(item: str, published: str, counted: str) -> tuple[int, int]:
    first, last = _span(item, published), _span(item, counted)
    fewest, most = (last[0] - first[1]).days, (last[1] - first[0]).days
    if most < 0:
        raise ValueError(
            f"{item}: its views were counted in {counted}, before it was published in "
            f"{published}; correct one of the two."
        )
    return max(fewest, 0), most


def _span(item: str, said: str) -> tuple[date, date]:
    """The first and the last day that a date in words can mean."""
    for form in ("%d %B %Y", "%B %Y"):
        try:
            day = datetime.strptime(said, form).date()
        except ValueError:
            continue
        return (day, day) if form.startswith("%d") else (day, last_day(f"{day:%Y-%m}"))
    raise ValueError(
        f"{item}: expected a date such as September 2023 or 14 September 2023, found {said!r}."
    )


def per_children(number: Fact, children: Fact, per: int = 10_000) -> Fact:
    """A count of a register over the children of the area, with its interval.

    Parameters
    ----------
    number : Fact
        What was counted in the year.
    children : Fact
        The children estimated for the middle of it.
    per : int
        For so many children.

    Returns
    -------
    Fact
        By ``rates.rate``; missing where either is.
    """
    marker = number.marker or children.marker
    found = rates.rate([number.value or 0], [children.value or 1], per).iloc[0]
    limits: dict[str, Any] = {
        name: None if marker else float(found[name]) for name in ("value", "lower", "upper")
    }
    return replace(
        number,
        **limits,
        marker=marker,
        title=f"{number.title} per {per:,} children",
        unit=f"per {per:,} children",
        decimals=1,
        base=children.period,
        census=children.census,
        sources=join(number.sources, children.sources),
    )
