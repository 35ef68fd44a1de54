"""The figures of two reports, matched by what they are and never by where they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isclose

from mscp_analysis.report.ledger import Row

WHAT = ("measure", "title", "area_code", "area", "period", "breakdown", "unit")
"""What tells a figure from every other, whatever release it is read from."""

_EDITION = ("release", "method", "value", "marker")
_DERIVED = re.compile(r", (?:change from |(?:lower|upper) limit of the interval)")
_TITLELESS = tuple(name for name in WHAT if name != "title")


@dataclass(frozen=True)
class Pair:
    """One figure as the earlier and as the later report has it.

    Parameters
    ----------
    old, new : tuple of dict
        Rows of the ledgers: one each; none where the report does not have the figure, and
        several where it has several figures that nothing in the ledger tells apart.
    """

    old: tuple[Row, ...]
    new: tuple[Row, ...]

    @property
    def row(self) -> Row:
        """The row that says what it is: that of the later report where it has one."""
        return (self.new or self.old)[0]

    @property
    def is_derived(self) -> bool:
        """Whether it is a change or a limit, which moves where its figure does."""
        return is_derived(self.row)

    @property
    def is_alike(self) -> bool:
        """Whether a reader is shown the same in both, however the numbers behind it moved."""
        told = [{part for row in rows for part in _forms(row)} for rows in (self.old, self.new)]
        return bool(told[0] & told[1])


def paired(old: Iterable[Row], new: Iterable[Row]) -> list[Pair]:
    """Every figure that is not the same in two reports.

    What one report tells of one figure from several releases is told apart by them: the newest
    of each report are set beside each other, and the older ones release by release.

    Parameters
    ----------
    old, new : iterable of dict
        The rows of their ledgers.

    Returns
    -------
    list of Pair
        In the order of the later ledger; then what only the earlier one has.

    Examples
    --------
    >>> blank = dict.fromkeys([*WHAT, "marker", "release", "as_of", "method"], "")
    >>> rows = [blank | {"value": value, "shown": value} for value in ("281", "290")]
    >>> [pair.row["value"] for pair in paired(rows[:1], rows[1:])], paired(rows[:1], rows[:1])
    (['290'], [])
    """
    before, after = _grouped(old), _grouped(new)
    found: list[Pair] = []
    for each in dict.fromkeys([*after, *before]):
        found += _of_one(before.get(each, []), after.get(each, []))
    return _renamed(found)


def what(row: Row) -> tuple[str, ...]:
    """What a figure is."""
    return tuple(row[name] for name in WHAT)


def edition(row: Row) -> tuple[str, ...]:
    """A figure as one release has it, however it is shown."""
    return (*what(row), *(row[name] for name in _EDITION))


def is_derived(row: Row) -> bool:
    """Whether a figure is a change or a limit of an interval.

    Examples
    --------
    >>> [is_derived({"title": title}) for title in ("Plans", "Plans, change from 2021-22 to now")]
    [False, True]
    """
    return bool(_DERIVED.search(row["title"]))


def same(one: Row, other: Row) -> bool:
    """Whether two rows hold one number, or are without one for one reason."""
    if not (one["value"] and other["value"]):
        return one["value"] == other["value"] and one["marker"] == other["marker"]
    return isclose(float(one["value"]), float(other["value"]), rel_tol=1e-9, abs_tol=1e-9)


def _forms(row: Row) -> set[str]:
    """How it is read: it may stand in several places, in some of them with its sign."""
    return {form.lstrip("+") for form in row["shown"].split(" | ")}


def _grouped(rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    """The rows of each figure; one that is shown with its sign and without it is one."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], Row]] = defaultdict(dict)
    for row in rows:
        before = found[what(row)].get(edition(row))
        joined = f"{before['shown']} | {row['shown']}" if before else row["shown"]
        found[what(row)][edition(row)] = row | {"shown": joined}
    return {key: [*editions.values()] for key, editions in found.items()}


def _of_one(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Pair]:
    """What differs of one figure, of which either report may have several editions."""
    newest, latest = _newest(old), _newest(new)
    yield from _unlike(newest, latest)
    for release in dict.fromkeys(row["release"] for row in [*new, *old]):
        before, after = ([row for row in rows if row["release"] == release] for rows in (old, new))
        is_told = before == newest and after == latest
        is_alone = (not after and before == newest) or (not before and after == latest)
        if not (is_told or is_alone):
            yield from _unlike(before, after)


def _newest(rows: Sequence[Row]) -> list[Row]:
    last = max(((row["as_of"], row["release"]) for row in rows), default=None)
    return [row for row in rows if (row["as_of"], row["release"]) == last]


def _unlike(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Pair]:
    """Rows of one figure and one edition: what is left when the same ones are laid aside."""
    before, after = list(old), list(new)
    for by_method in (True, False):
        for row in list(after):
            likes = [r for r in before if same(r, row) and _forms(r) & _forms(row)]
            if by_method:
                likes = [r for r in likes if r["method"] == row["method"]]
            found = next(iter(likes), None)
            if found is not None:
                before.remove(found)
                after.remove(row)
    for row in list(after):
        likes_of = [r for r in before if r["method"] == row["method"]]
        alone = [r for r in after if r["method"] == row["method"]]
        if len(likes_of) == len(alone) == 1:
            before.remove(likes_of[0])
            after.remove(row)
            yield Pair((likes_of[0],), (row,))
    if before or after:
        yield Pair(tuple(before), tuple(after))


def _renamed(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs with a figure that only got another title found again under it."""
    gone = _alone(pair for pair in pairs if not pair.new)
    there = _alone(pair for pair in pairs if not pair.old)
    again = {key: Pair(gone[key].old, there[key].new) for key in gone.keys() & there.keys()}
    dropped = {id(found[key]) for found in (gone, there) for key in again}
    kept = [pair for pair in pairs if id(pair) not in dropped]
    return kept + [again[key] for key in there if key in again and not same(*_both(again[key]))]


def _both(pair: Pair) -> tuple[Row, Row]:
    return pair.old[0], pair.new[0]


def _alone(pairs: Iterable[Pair]) -> dict[tuple[str, ...], Pair]:
    """Figures that only one report has, by all but their titles, where that names but one."""
    found: dict[tuple[str, ...], list[Pair]] = defaultdict(list)
    for pair in pairs:
        row = pair.row
        kind = row["title"].partition(", ")[2]
        found[(*(row[name] for name in _TITLELESS), row["release"], kind)].append(pair)
    return {key: pairs[0] for key, pairs in found.items() if len(pairs) == 1}
