"""Whether a release has the areas that it should: a file can be cut between two of its rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mscp_analysis.areas import Register
from mscp_analysis.periods import date_of

Pair = tuple[str, str]
"""A period and the code of an area that has rows of it."""

_NAMED, _LEAST = 5, 0.5


def lacking(
    new: Iterable[Pair],
    before: Iterable[Pair],
    areas: Register,
    against: str = "",
    told: Iterable[str] = (),
) -> str:
    """What a release lacks, in a line; nothing where it is whole.

    Each period is held against the same period of the release before, and the newest, if it is
    new, against the newest of the release before. Areas that had been dissolved by the newest
    period may go: a publisher leaves them out sooner or later. Without a release before, the
    newest period of a table of most authorities is held against the register of areas.

    Parameters
    ----------
    new, before : iterable of (str, str)
        Period and area of every row; ``before`` is empty where there is no release before.
    areas : Register
        The areas.
    against : str
        Name of the release before.
    told : iterable of str
        Codes of rows that were left out and told of: ``E09000021 / E09000027`` where two
        authorities report together. Their areas are not missing.

    Returns
    -------
    str

    Examples
    --------
    >>> from mscp_analysis.areas import register
    >>> before = {("2022-23", "E06000035"), ("2022-23", "E10000016")}
    >>> lacking({("2023-24", "E06000035")}, before, register(), "cla-2023")
    '1 area fewer than in cla-2023: Kent. Check that the file is whole.'
    """
    held, earlier = set(new), set(before)
    newest = max(period for period, _ in held)
    if earlier:
        missing = _missing(held, earlier, newest)
        said = f"fewer than in {against}"
    else:
        missing = _not_in(held, newest, areas)
        said = "of the register {have} no row"
    missing -= {area.code for said in told for code in said.split(" / ")
                if (area := areas.look_up(code))}  # fmt: skip
    names = sorted(areas.by_code(code).name for code in missing if _is_open(code, newest, areas))
    if not names:
        return ""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    number = f"{len(names)} area{'s' if len(names) > 1 else ''}"
    said = said.replace("{have}", "has" if len(names) == 1 else "have")
    return f"{number} {said}: {', '.join(names[:_NAMED])}{more}. Check that the file is whole."


def _missing(held: set[Pair], earlier: set[Pair], newest: str) -> set[str]:
    periods = {period for period, _ in held}
    gone = {code for period, code in earlier - held if period in periods}
    last = max(period for period, _ in earlier)
    if newest > last:
        gone |= {code for period, code in earlier if period == last} - _of(held, newest)
    return gone


def _not_in(held: set[Pair], newest: str, areas: Register) -> set[str]:
    there = _of(held, newest)
    all_open = {area.code for area in areas.areas
                if area.kind == "authority" and _is_open(area.code, newest, areas)}  # fmt: skip
    return all_open - there if len(all_open & there) >= _LEAST * len(all_open) else set()


def _of(pairs: set[Pair], wanted: str) -> set[str]:
    return {code for period, code in pairs if period == wanted}


def _is_open(code: str, period: str, areas: Register) -> bool:
    area, day = areas.by_code(code), _day(period)
    return day is None or (area.opened or day) <= day <= (area.closed or day)


def _day(period: str) -> date | None:
    """Its last day; None where it does not tell it."""
    if len(period) == 4 and period.isdecimal():
        return date(int(period), 12, 31)
    try:
        return date_of(period, "mid-year" if period.startswith("mid-") else "snapshot")
    except ValueError:
        return None
