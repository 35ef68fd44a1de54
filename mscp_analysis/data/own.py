"""A partnership's own counts of children as measures, whether they are there or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from mscp_analysis import areas, schemas
from mscp_analysis.areas import Area
from mscp_analysis.data.collection import Measures
from mscp_analysis.data.counts import completed, is_printed
from mscp_analysis.data.local import local
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear, last_day
from mscp_analysis.schemas import Kept
from mscp_analysis.sources import Source

_KEPT = ("title", "unit", "decimals", "polarity", "definition")
_TYPES = {"value": "float64", "marker": "str", "period": "str"}


def own(
    area: str | Area, year: str | ReportingYear, known_at: str | date | None = None
) -> OwnCounts:
    """Every register of counts of children that a partnership may keep, as measures.

    Counts are protected before anything can be read from them. Figures that stand in print
    already, since each row cites a document, are given as they were printed. A register that
    is not kept gives measures that say so.

    Parameters
    ----------
    area : str or Area
        Name or code of the area.
    year : str or ReportingYear
        The reporting year.
    known_at : str or datetime.date, optional
        What was published or drawn up later is not known.

    Returns
    -------
    OwnCounts
        By the name of the register.

    Examples
    --------
    >>> own("Kent", "2023-24").child_deaths.deaths.absence
    'Nothing was supplied for 2023-24 on child deaths.'
    """
    day = date.fromisoformat(known_at) if isinstance(known_at, str) else known_at
    return OwnCounts(areas.find(area), ReportingYear.parse(year), day)


class OwnCounts(Kept, Mapping[str, Measures]):
    """The registers of counts of children of a year, by name or as attributes.

    Parameters
    ----------
    area : Area
        Whose partnership keeps them.
    year : ReportingYear
        The reporting year.
    known_at : datetime.date, optional
        What was published or drawn up later is not known.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> data.own("Medway", "2023-24")["custody"]["children"].title
    'Children held'
    """

    def __init__(self, area: Area, year: ReportingYear, known_at: date | None = None) -> None:
        super().__init__(area, year, known_at)
        self._read: dict[str, Measures] = {}
        self._years: dict[str, OwnCounts] = {year.label: self}

    def __getitem__(self, name: str) -> Measures:
        about = self._described.get(name) or schemas.description(name)
        if not about.of_children:
            raise LookupError(f"{about.title} counts no children: read it with registers.open.")
        if name not in self._read:
            measures = self._measures(about)
            self._read[name] = Measures(name, about.title, measures, self.known_at)
        return self._read[name]

    def __getattr__(self, name: str) -> Measures:
        if name.startswith("_") or name not in [*self]:
            raise AttributeError(f"There are no counts {name!r}: there are {', '.join(self)}.")
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, about in self._described.items() if about.of_children)

    def __len__(self) -> int:
        return len([*iter(self)])

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    def _ipython_key_completions_(self) -> list[str]:
        return [*self]

    def __repr__(self) -> str:
        kept = self.keeper if self.partnership else f"no partnership of {self.area.name} is held"
        where = "" if self.folder else ", so every register is without figures"
        if self.partnership and where:
            where = f" keeps nothing of {self.year}{where}"
        heading = f"<OwnCounts of {self.area.name}, {self.year}: {kept}{where}>"
        return "\n".join([heading, *(f"  {name}" for name in self)])

    def over_years(self, name: str, measure: str, years: int = 5) -> Measure:
        """A measure of a register over the years, one year's register below the other.

        Parameters
        ----------
        name, measure : str
            Register and measure.
        years : int
            At most how many years, this one included.

        Returns
        -------
        Measure
            With the rows of each year that holds the register, the earliest first.
        """
        each = [self._of(self.year.previous(back))[name][measure] for back in range(years)]
        held = [found for found in reversed(each) if not found.absence]
        if not held:
            return each[0]
        rows = pd.concat([found.rows for found in held], ignore_index=True)
        sources = tuple(dict.fromkeys(source for found in held for source in found.sources))
        return replace(held[-1].with_rows(rows), sources=sources)

    def _of(self, year: ReportingYear) -> OwnCounts:
        if year.label not in self._years:
            self._years[year.label] = OwnCounts(self.area, year, self.known_at)
        return self._years[year.label]

    def _measures(self, about: schemas.Description) -> dict[str, Measure]:
        folder = self.folder
        file = folder / f"{about.name}.csv" if folder else None
        if folder and file and file.is_file() and is_printed(file):
            return self._printed(folder, file, about)
        held = local(self.area, self.year) if folder else None
        if held is None or about.name not in held.tables:
            return self._absent(about)
        found = dict(held[about.name])
        known = all(self._is_known(each.sources[0].published) for each in found.values())
        empty = {name: each for name, each in self._absent(about).items() if name not in found}
        return found | empty if known else self._absent(about, self.known_at)

    def _absent(
        self, about: schemas.Description, unknown_at: date | None = None
    ) -> dict[str, Measure]:
        why = schemas.absence(self.folder, about, self.year.label, unknown_at)
        rows = _no_rows(tuple(about.columns))
        return {name: self._measure(about, name, rows, (), why) for name in about.measures}

    def _printed(self, folder: Path, file: Path, about: schemas.Description) -> dict[str, Measure]:
        documents = schemas.documents(folder.parent)
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
        out = rows["document"].map({name: each.published for name, each in documents.items()})
        rows = rows.assign(release=rows["document"], as_of=out, status="printed")
        rows = rows[[self._is_known(day) for day in out]]
        whole = completed(rows, self.year.label)
        whole = whole.assign(
            value=pd.to_numeric(whole["value"].where(whole["value"] != "")),
            area_code=self.area.code,
        )
        found = {}
        for name in about.measures:
            own = whole[whole["measure"] == name].drop(columns="measure")
            pages = rows.get("page", pd.Series("", index=rows.index)).loc[own.index]
            cited = dict.fromkeys(
                documents[row].on(page) for row, page in zip(own["release"], pages, strict=True)
            )
            found[name] = self._measure(about, name, own, tuple(cited), "")
        return found if len(whole) else self._absent(about, self.known_at)

    def _measure(
        self,
        about: schemas.Description,
        name: str,
        rows: pd.DataFrame,
        sources: tuple[Source, ...],
        absence: str,
    ) -> Measure:
        said: dict[str, Any] = {key: about.measures[name].get(key) for key in _KEPT}
        return Measure(
            rows=rows.astype(_TYPES).reset_index(drop=True) if len(rows) else rows,
            name=f"{about.name}.{name}",
            timing="year",
            sources=sources,
            absence=absence,
            **(said | {"decimals": said["decimals"] or 0, "definition": said["definition"] or ""}),
        )

    def _is_known(self, published: str) -> bool:
        return self.known_at is None or last_day(published) <= self.known_at


@lru_cache(maxsize=128)
def _no_rows(columns: tuple[str, ...]) -> pd.DataFrame:
    breakdowns = [name for name in columns if name not in ("measure", "value")]
    names = ["period", "area_code", *breakdowns, "value", "marker"]
    return pd.DataFrame({name: [] for name in names}).astype(
        dict.fromkeys(names, "str") | {"value": "float64"}
    )
