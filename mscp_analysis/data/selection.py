"""Which release a number is taken from, and what that makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

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


def measures(table: Held, frame: pd.DataFrame) -> dict[str, Measure]:
    """The measures that rows of a table make."""
    coded = frame["measure"].cat
    found = {}
    for name, about in table.description["measures"].items():
        if name in coded.categories:
            rows = frame[coded.codes == coded.categories.get_loc(name)]
            if len(rows):
                found[name] = _measure(table, name, about, rows)
    return found


def _measure(table: Held, name: str, about: Mapping[str, Any], rows: pd.DataFrame) -> Measure:
    basis = _basis(table, rows)
    rows = rows.assign(**basis)
    if name == "population":  # It was read from the release of the estimate, not of the count.
        rows = rows.assign(release=rows["population_release"])
    rows = rows.assign(as_of=rows["release"].map(table.published))
    used = [each for each in table.breakdowns if (rows[each] != "").any()]
    columns = ["period", "area_code", *used, "value", "marker", "release", "as_of", "status"]
    kept = pd.DataFrame({name: _plain(rows[name]) for name in [*columns, *basis]})
    releases = sorted(kept["release"].unique(), key=table.rank.__getitem__)
    return Measure(
        rows=kept,
        name=f"{table.name}.{name}",
        sources=tuple(_source(table, _read_from(table, each, name)) for each in releases),
        **{key: about[key] for key in _ABOUT},
    )


def _plain(column: pd.Series) -> Any:
    """A column of plain text, or of numbers: of categories each is made text once, not each row."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.categories.astype("str").array.take(column.cat.codes.to_numpy())
    return column.astype("float64" if column.name == "value" else "str").array


_ABOUT = ("title", "unit", "decimals", "timing", "polarity", "definition")


def _basis(table: Held, rows: pd.DataFrame) -> dict[str, pd.Categorical]:
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
    releases, periods = rows["release"].cat, rows["period"].cat
    grid = np.array(
        [[by.get((r, p), ("", "")) for p in periods.categories] for r in releases.categories]
    )
    found = {}
    for at, column in enumerate(("population_period", "population_release")):
        texts, place = np.unique(grid[:, :, at], return_inverse=True)
        of_row = place.reshape(grid.shape[:2])[releases.codes, periods.codes]
        found[column] = pd.Categorical.from_codes(of_row, texts)
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
