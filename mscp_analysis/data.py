"""Load a published table as measures: checked, and as it was known at a date."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from mscp_analysis.areas import data_folder, register
from mscp_analysis.measures import MARKERS, Measure
from mscp_analysis.periods import in_words, last_day
from mscp_analysis.sources import Source

_PERIOD = re.compile(r"(?:20\d\d-\d\d|mid-20\d\d)")
_TAIL = ["measure", "value", "marker"]


class Measures(Mapping[str, Measure]):
    """The measures of one table, by name or as attributes.

    Parameters
    ----------
    name : str
        Name of the table.
    title : str
        What it holds, in words.
    measures : mapping of str to Measure
        Its measures.
    known_at : datetime.date or None
        The day at which they are as known; None for all that is held.

    Examples
    --------
    >>> looked_after = load("children_looked_after")
    >>> looked_after.at_31_march.at("2023-24", "Medway").shown
    '476'
    """

    def __init__(
        self, name: str, title: str, measures: Mapping[str, Measure], known_at: date | None = None
    ) -> None:
        self.name, self.title, self.known_at = name, title, known_at
        self._measures = dict(measures)

    def __getitem__(self, name: str) -> Measure:
        if name not in self._measures:
            raise KeyError(self._unknown(name))
        return self._measures[name]

    def __getattr__(self, name: str) -> Measure:
        if name.startswith("_") or name not in self._measures:
            raise AttributeError(self._unknown(name))
        return self._measures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._measures)

    def __len__(self) -> int:
        return len(self._measures)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._measures]

    def _unknown(self, name: str) -> str:
        held = self.__dict__.get("_measures", {})
        return f"{self.__dict__.get('name')} has no measure {name!r}; it has {', '.join(held)}."

    def __repr__(self) -> str:
        known = f", as known at {in_words(self.known_at)}" if self.known_at else ""
        lines = [f"  {name}: {each.title}, {each.unit}" for name, each in self.items()]
        return "\n".join([f"<Measures {self.name}: {self.title}{known}>", *lines])

    def _repr_html_(self) -> str:
        known = f", as known at {in_words(self.known_at)}" if self.known_at else ""
        rows = "".join(
            f"<tr><th scope='row'><code>{escape(name)}</code></th><td>{escape(each.title)}</td>"
            f"<td>{escape(each.unit)}</td><td>{each.periods[0]} to {each.periods[-1]}</td></tr>"
            for name, each in self.items()
        )
        return (
            f"<table><caption>{escape(self.title)}{known}</caption><thead><tr>"
            f"<th scope='col'>measure</th><th scope='col'>what it is</th><th scope='col'>unit</th>"
            f"<th scope='col'>periods</th></tr></thead><tbody>{rows}</tbody></table>"
        )


def load(name: str, known_at: str | date | None = None) -> Measures:
    """The measures of a published table, as they were known at a date.

    For each period, area and breakdown the row of the newest release is kept that was out at
    the date. A newer row without a number stays without one: it is never refilled from an
    older release. A release of which only the month is known counts from the month's last day.

    Parameters
    ----------
    name : str
        Name of the table in ``data/published``: ``children_looked_after``.
    known_at : str or datetime.date, optional
        ISO date; by default everything held is known.

    Returns
    -------
    Measures

    Raises
    ------
    LookupError
        If there is no such table, or nothing of it was out at the date.
    ValueError
        If the table is not the one that its description describes, or a cell is not as it says.

    Examples
    --------
    >>> children = load("population", known_at="2023-11-30").children
    >>> children.at("mid-2022", "Medway").shown
    '65,289'
    """
    table = _Table(name)
    day = date.fromisoformat(known_at) if isinstance(known_at, str) else known_at
    return Measures(name, table.description["title"], table.measures(day), day)


def vintages(name: str, measure: str) -> pd.DataFrame:
    """Every release's value of a measure, to see what was revised.

    Parameters
    ----------
    name, measure : str
        Table and measure.

    Returns
    -------
    pandas.DataFrame
        ``period``, ``area_code``, any breakdown, ``as_of``, ``release``, ``value``, ``marker``,
        the oldest release first.

    Examples
    --------
    >>> plans = vintages("population", "children").query("period == 'mid-2022'")
    >>> plans[plans["area_code"] == "E06000035"]["value"].tolist()
    [65289.0, 64955.0, 65046.0]
    """
    table = _Table(name)
    table.known(measure)
    frame = table.frame[table.frame["measure"] == measure]
    order = frame["release"].map(table.rank).astype(int)
    frame = frame.assign(as_of=frame["release"].map(table.published).astype(str), order=order)
    by = ["period", "area_code", *table.breakdowns]
    frame = frame.sort_values([*by, "order"])[[*by, "as_of", "release", "value", "marker"]]
    text = [*by, "release", "marker"]
    return frame.astype(dict.fromkeys(text, "str")).reset_index(drop=True)


def tables() -> list[str]:
    """Names of the published tables that hold measures."""
    found = (data_folder() / "published").glob("*.resource.yaml")
    names = sorted(path.name.removesuffix(".resource.yaml") for path in found)
    return [name for name in names if name not in {"areas", "statistical_neighbours"}]


class _Table:
    """A table as held: all releases, checked against its description."""

    def __init__(self, name: str) -> None:
        self.name = name
        folder = data_folder() / "published"
        self.path, described = folder / f"{name}.csv", folder / f"{name}.resource.yaml"
        if name not in tables() or not self.path.exists():
            raise LookupError(_no_table(name, folder))
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.description: dict[str, Any] = yaml.load(described.read_bytes(), Loader=loader)
        fields = [field["name"] for field in self.description["schema"]["fields"]]
        self.breakdowns = [each for each in fields[3:] if each not in _TAIL]
        self.published = {s["release"]: str(s["published"]) for s in self.description["sources"]}
        days = {release: last_day(text) for release, text in self.published.items()}
        self.rank = {release: i for i, release in enumerate(sorted(days, key=lambda r: days[r]))}
        self.days = days
        self.frame = self._read(fields)

    def _read(self, fields: list[str]) -> pd.DataFrame:
        raw = self.path.read_bytes()
        came = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        if came != self.description["hash"]:
            raise ValueError(
                f"{self.path} is not the table that its description describes: expected "
                f"{self.description['hash']}, came {came}; restore the file, or import its "
                "releases again."
            )
        text = {field: "category" for field in fields if field != "value"}
        try:
            frame = pd.read_csv(
                io.BytesIO(raw), dtype={**text, "value": "float64"}, keep_default_na=False,
                na_values={"value": [""]}, usecols=fields,
            )  # fmt: skip
        except ValueError:
            raise ValueError(_bad_cell(raw, self.path, fields)) from None
        self._check(frame)
        return frame

    def _check(self, frame: pd.DataFrame) -> None:
        areas = {area.code for area in register().areas}
        allowed = {
            "release": set(self.rank).__contains__,
            "period": lambda text: _PERIOD.fullmatch(text) is not None,
            "area_code": areas.__contains__,
            "measure": set(self.description["measures"]).__contains__,
            "marker": {"", *MARKERS}.__contains__,
        }
        for column, good in allowed.items():
            for came in frame[column].cat.categories:
                if not good(came):
                    row = int(np.flatnonzero(frame[column] == came)[0])
                    raise self._refusal(row, column, "a value that its description allows", came)
        both = frame["value"].isna() != (frame["marker"] != "")
        if both.any():
            row = int(np.flatnonzero(both)[0])
            raise self._refusal(row, "value", "either a number or a marker",
                                "both" if frame["marker"].iloc[row] else "neither")  # fmt: skip

    def _refusal(self, row: int, column: str, expected: str, came: str) -> ValueError:
        return ValueError(
            f"{self.path}, row {row + 2}, column {column!r}: expected {expected}, came {came!r}; "
            "restore the file, or import its releases again."
        )

    def known(self, measure: str) -> None:
        """Refuse a measure that the table does not have."""
        if measure not in self.description["measures"]:
            raise LookupError(
                f"{self.name} has no measure {measure!r}; it has "
                f"{', '.join(self.description['measures'])}."
            )

    def measures(self, day: date | None) -> dict[str, Measure]:
        """The table's measures as known at a day."""
        frame = self._newest(day)
        codes = frame["measure"].cat
        found = {}
        for name, about in self.description["measures"].items():
            if name in codes.categories:
                rows = frame[codes.codes == codes.categories.get_loc(name)]
                if len(rows):
                    found[name] = self._measure(name, about, rows)
        return found

    def _newest(self, day: date | None) -> pd.DataFrame:
        frame = self.frame
        first = min(self.days.values())
        if day is not None and day < first:
            raise LookupError(
                f"Nothing of {self.name} was out on {in_words(day)}: its first release is of "
                f"{in_words(first)}."
            )
        ranks = np.array([self.rank[release] for release in frame["release"].cat.categories])
        rank = ranks[frame["release"].cat.codes]
        if day is not None:
            out = np.array([day >= self.days[r] for r in frame["release"].cat.categories])
            keep = out[frame["release"].cat.codes]
            frame, rank = frame[keep], rank[keep]
        key = np.zeros(len(frame), dtype=np.int64)
        for column in ["measure", "period", "area_code", *self.breakdowns]:
            key = key * len(frame[column].cat.categories) + frame[column].cat.codes.to_numpy()
        order = np.lexsort((rank, key))
        starts = np.flatnonzero(np.r_[True, np.diff(key[order]) != 0])
        last = np.r_[starts[1:], len(order)] - 1
        value, marker = frame["value"].to_numpy(), frame["marker"].cat.codes.to_numpy()
        old, new = order[starts], order[last]
        same = (value[old] == value[new]) | (np.isnan(value[old]) & np.isnan(value[new]))
        revised = ~same | (marker[old] != marker[new])
        return frame.iloc[new].assign(status=np.where(revised, "revised", "final"))

    def _measure(self, name: str, about: Mapping[str, Any], rows: pd.DataFrame) -> Measure:
        releases = rows["release"].cat.remove_unused_categories().cat.categories
        rows = rows.assign(as_of=rows["release"].map(self.published))
        basis = self._basis(rows)
        rows = rows.assign(**basis) if basis else rows
        if name == "population":  # It was read from the release of the estimate.
            rows["release"] = rows["population_release"]
            rows["as_of"] = rows["release"].map(self.published)
            releases = sorted(set(rows["release"]) - {""}, key=self.rank.__getitem__)
        breakdowns = [each for each in self.breakdowns if (rows[each] != "").any()]
        columns = ["period", "area_code", *breakdowns, "value", "marker", "release", "as_of"]
        columns += ["status", *basis]
        text = {column: "str" for column in columns if column != "value"}
        frame = rows[columns].astype(text).reset_index(drop=True)
        sources = tuple(self._source(s) for s in self.description["sources"]
                        if s["release"] in set(releases) and name in s["measures"])  # fmt: skip
        kept = {key: about[key] for key in ("title", "unit", "decimals", "timing", "polarity")}
        return Measure(
            rows=frame, name=name, definition=about["definition"], sources=sources, **kept
        )

    def _basis(self, rows: pd.DataFrame) -> dict[str, Any]:
        """Mid-year and release of the population behind each row's rate."""
        lines = self.description.get("population_basis", [])
        if not lines:
            return {}
        by = {(line[0], line[1]): (line[2], line[3]) for line in lines}
        width = len(rows["period"].cat.categories)
        table = [
            by.get((release, period), ("", ""))
            for release in rows["release"].cat.categories
            for period in rows["period"].cat.categories
        ]
        at = rows["release"].cat.codes.to_numpy().astype(int) * width + rows["period"].cat.codes
        names = ("population_period", "population_release")
        return {name: np.array([each[i] for each in table])[at] for i, name in enumerate(names)}

    def _source(self, said: Mapping[str, Any]) -> Source:
        return Source(
            publisher=said["publisher"],
            title=said["title"],
            release=said["release"],
            published=str(said["published"]),
            table=self.name,
            url=said["path"],
            licence=self.description["licenses"][0]["title"],
            sha256=said["sha256"],
        )


def _no_table(name: str, folder: Path) -> str:
    held = tables()
    near = get_close_matches(name, held, n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return f"There is no table {name!r} in {folder}: {hint}it has {', '.join(held) or 'none'}."


def _bad_cell(raw: bytes, path: Path, fields: list[str]) -> str:
    """Which cell it was that could not be read."""
    lines = raw.decode("utf-8", "replace").splitlines()
    missing = [field for field in fields if field not in lines[0].split(",")]
    if missing:
        return f"{path}, row 1: expected a column {missing[0]!r}, came {lines[0]!r}."
    frame = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)
    bad = pd.to_numeric(frame["value"], errors="coerce").isna() & (frame["value"] != "")
    row = int(np.flatnonzero(bad)[0])
    return (
        f"{path}, row {row + 2}, column 'value': expected a number or nothing, came "
        f"{frame['value'].iloc[row]!r}; restore the file, or import its releases again."
    )
