"""Which release a number is taken from, and what that makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from mscp_analysis.data.held import Held, codes
from mscp_analysis.measures import Measure
from mscp_analysis.periods import in_words
from mscp_analysis.sources import Source


def newest(table: Held, day: date | None) -> pd.DataFrame:
    """For each number the row of the newest release out at a day, and whether it was revised.

    A newer row with a marker stands before an older one with a number.

    Parameters
    ----------
    table : Held
        The table.
    day : datetime.date or None
        The day; None for the newest of all.

    Returns
    -------
    pandas.DataFrame
        Rows of the table with ``status``: ``revised`` if an earlier release said otherwise,
        ``final`` if not.

    Raises
    ------
    LookupError
        If no release was out at the day.
    """
    frame = _out(table, table.frame, day)
    order, begins, status = _in_order(table, frame)
    last = np.r_[begins[1:], True]
    return frame.iloc[order[last]].assign(status=status[last])


def every(table: Held, measure: str, day: date | None) -> pd.DataFrame:
    """The rows of a measure in all releases out at a day, the oldest first, with ``status``."""
    frame = _out(table, table.frame[table.frame["measure"] == measure], day)
    order, _, status = _in_order(table, frame)
    return frame.iloc[order].assign(status=status)


def _out(table: Held, frame: pd.DataFrame, day: date | None) -> pd.DataFrame:
    """The rows of releases that were out at a day."""
    if day is None:
        return frame
    releases = frame["release"].cat
    out = np.array([table.out[name] <= day for name in releases.categories])[releases.codes]
    if not out.any():
        first = min(table.out[name] for name in releases.categories[np.unique(releases.codes)])
        raise LookupError(
            f"Nothing of {table.name} was out on {in_words(day)}: its first release is known "
            f"from {in_words(first)}."
        )
    return frame[out]


def _in_order(table: Held, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, pd.Categorical]:
    """Positions of the rows, each number's releases together from the oldest to the newest.

    Returns
    -------
    (numpy.ndarray, numpy.ndarray, pandas.Categorical)
        In that order: positions, whether a number begins there, and the status.
    """
    releases = frame["release"].cat
    ranks = np.array([table.rank[name] for name in releases.categories])[releases.codes]
    key = codes(frame, ["measure", "period", "area_code", *table.breakdowns])
    order = np.argsort(key * len(table.rank) + ranks, kind="stable")
    key = key[order]
    begins = np.r_[True, key[1:] != key[:-1]]
    first = order[np.flatnonzero(begins)[np.cumsum(begins) - 1]]
    value, marker = frame["value"].to_numpy(), frame["marker"].cat.codes.to_numpy()
    now, before = value[order], value[first]
    same = (now == before) | (np.isnan(now) & np.isnan(before))
    revised = ~same | (marker[order] != marker[first])
    return order, begins, pd.Categorical.from_codes(revised.astype(np.int8), ["final", "revised"])


class _Words(NamedTuple):
    """A column of text: what stands in it, and which of these each row has."""

    texts: Any
    codes: np.ndarray

    def of(self, rows: np.ndarray) -> Any:
        """The text of some rows: each was made once for the table, and not once for each row."""
        return self.texts.take(self.codes[rows])


def measures(table: Held, frame: pd.DataFrame) -> dict[str, Measure]:
    """The measures that rows of a table make."""
    coded, value = frame["measure"].cat, frame["value"].to_numpy()
    columns, which = _columns(table, frame), coded.codes.to_numpy()
    found = {}
    for name in table.description["measures"]:
        if name in coded.categories:
            rows = np.flatnonzero(which == coded.categories.get_loc(name))
            if len(rows):
                found[name] = _measure(table, name, columns, value[rows], rows)
    return found


def _columns(table: Held, frame: pd.DataFrame) -> dict[str, _Words]:
    """The columns of text, with the mid-year and release of the population behind each rate."""
    coded = {name: frame[name].cat for name in frame if name not in ("measure", "value")}
    return {
        name: _Words(each.categories.astype("str").array, each.codes.to_numpy())
        for name, each in coded.items()
    } | _basis(table, coded["release"], coded["period"])


def _measure(
    table: Held, name: str, columns: Mapping[str, _Words], value: np.ndarray, rows: np.ndarray
) -> Measure:
    # A population was read from the release of the estimate, and not from that of the count.
    release = columns["population_release" if name == "population" else "release"]
    published = pd.array([table.published.get(each) for each in release.texts], dtype="str")
    columns = {**columns, "release": release, "as_of": _Words(published, release.codes)}
    cells = {column: each.of(rows) for column, each in columns.items()} | {"value": value}
    used = [each for each in table.breakdowns if (cells[each] != "").any()]
    order = ["period", "area_code", *used, "value", "marker", "release", "as_of", "status"]
    order += [each for each in _BASIS if each in cells]
    releases = sorted(release.texts[np.unique(release.codes[rows])], key=table.rank.__getitem__)
    about = table.description["measures"][name]
    return Measure(
        rows=pd.DataFrame({column: cells[column] for column in order}),
        name=f"{table.name}.{name}",
        sources=tuple(_source(table, _read_from(table, each, name)) for each in releases),
        **{key: about[key] for key in _ABOUT},
    )


_ABOUT = ("title", "unit", "decimals", "timing", "polarity", "definition")
_BASIS = ("population_period", "population_release")


def _basis(table: Held, releases: Any, periods: Any) -> dict[str, _Words]:
    """Mid-year and release of the population behind each row's rate, where rows have one.

    Where the copy held is of a later release than the count, the estimate was nonetheless known
    when the count's rates were made, as its printed rates prove: it is named by the count's.
    """
    lines = table.description.get("population_basis")
    if not lines:
        return {}
    by = {
        (release, period): (mid_year, held if _was_out(table, held, release) else release)
        for release, period, mid_year, held in lines
    }
    grid = np.array(
        [[by.get((r, p), ("", "")) for p in periods.categories] for r in releases.categories]
    )
    found = {}
    for at, column in enumerate(_BASIS):
        texts, place = np.unique(grid[:, :, at], return_inverse=True)
        of_row = place.reshape(grid.shape[:2])[releases.codes, periods.codes]
        found[column] = _Words(pd.array(texts, dtype="str"), of_row)
    return found


def _was_out(table: Held, one: str, other: str) -> bool:
    """Whether one release of the table was out when the other appeared."""
    return one in table.out and table.out[one] <= table.out[other]


def _read_from(table: Held, release: str, name: str) -> Mapping[str, Any]:
    """What the description says of the file of a release that a measure was read from."""
    said = [each for each in table.description["sources"] if each["release"] == release]
    return next((each for each in said if name in each["measures"]), said[0])


def _source(table: Held, said: Mapping[str, Any]) -> Source:
    return Source(
        publisher=said["publisher"],
        title=said["title"],
        release=said["release"],
        published=str(said["published"]),
        table=table.name,
        url=said.get("path", ""),
        licence=table.description["licenses"][0]["title"],
        sha256=said["sha256"],
    )
