"""Open the registers of a partnership for a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.periods import ReportingYear, last_day
from mscp_analysis.registers import frames
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import (
    Description,
    Kept,
    absence,
    description,
    documents,
)
from mscp_analysis.schemas.absences import said_of
from mscp_analysis.schemas.descriptions import OF_A_PARTNERSHIP
from mscp_analysis.sources import Source


def open(
    area: str | Area, year: str | ReportingYear, known_at: str | date | None = None
) -> Registers:
    """The registers that an area's partnership keeps of a year.

    Parameters
    ----------
    area : str or Area
        Name or code of the area.
    year : str or ReportingYear
        The reporting year.
    known_at : str or datetime.date, optional
        Rows from documents that were published later, and registers that were drawn up later,
        are not known.

    Returns
    -------
    Registers
        Every register that is described, by name; those that are not kept say so.

    Examples
    --------
    >>> open("Medway", "2023-24").contributions.total("amount").shown
    '211,117'
    """
    return Registers(areas.find(area), ReportingYear.parse(year), _day(known_at))


class Registers(Kept, Mapping[str, Register]):
    """The registers of a partnership for a year, by name or as attributes.

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
    >>> from mscp_analysis import registers
    >>> own = registers.open("Exampleshire", "2023-24")
    >>> own.audits
    <Register audits: Multi-agency audits, 2023-24; 67 rows>
    """

    def __init__(self, area: Area, year: ReportingYear, known_at: date | None = None) -> None:
        super().__init__(area, year, known_at)
        self._read: dict[str, Register] = {}
        self._years: dict[str, Registers] = {year.label: self}

    @cached_property
    def documents(self) -> dict[str, Source]:
        """The documents that rows may cite, by id."""
        return documents(self.partnership)

    @cached_property
    def agencies(self) -> dict[str, str]:
        """The name that each agency goes by, by each of its names."""
        if self.partnership is None or not (self.partnership / "agencies.csv").exists():
            return {}
        rows = self._rows(description("agencies"))[0]
        found: dict[str, str] = {}
        for row in rows.to_dict("records"):
            names = [row["name"], *filter(None, row.get("aliases", "").split("; "))]
            found |= dict.fromkeys(names, row["name"])
        return found

    def __getitem__(self, name: str) -> Register:
        if name not in self._read:
            about = self._described[name] if name in self._described else description(name)
            if about.of_children:
                raise LookupError(
                    f"{about.title} counts children: read it with data.own, which protects it."
                )
            self._read[name] = self._register(about)
        return self._read[name]

    def __getattr__(self, name: str) -> Register:
        if name.startswith("_") or name not in self:
            raise AttributeError(f"There is no register {name!r}: there are {', '.join(self)}.")
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, about in self._described.items() if not about.of_children)

    def __len__(self) -> int:
        return len([*iter(self)])

    def __contains__(self, name: object) -> bool:
        about = self._described.get(str(name))
        return about is not None and not about.of_children

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]

    def __repr__(self) -> str:
        return f"<Registers of {self.area.name}, {self.year}: {len(self)} described>"

    def _register(self, about: Description) -> Register:
        rows, markers = self._rows(about)
        unknown_at = None
        if self.known_at is not None and len(rows):
            known = self._known(rows, self.known_at)
            unknown_at = None if known.any() else self.known_at
            rows, markers = rows[known], markers[known]
        empty = not len(rows)
        return Register(
            description=about,
            year=self.year,
            area=self.area,
            rows=rows,
            markers=markers,
            own=self._own(about),
            documents=self.documents,
            absence=(absence(self.folder, about, self.year.label, unknown_at) if empty else ""),
            earlier=self._earlier(about.name),
        )

    def _own(self, about: Description) -> Source:
        said = said_of(self.folder, about.name)
        if said.get("state") == "nil" and said.get("document") in self.documents:
            return self.documents[said["document"]].on(said.get("page", ""))
        release = f"{about.name}-{self.year.label}"
        return Source(self.keeper, f"register: {about.title}", release, self.as_of)

    def _earlier(self, name: str) -> Any:
        def of_year(year: ReportingYear) -> Register:
            if year.label not in self._years:
                self._years[year.label] = Registers(self.area, year, self.known_at)
                self._years[year.label]._years = self._years
            return self._years[year.label][name]

        return of_year

    def _known(self, rows: pd.DataFrame, day: date) -> pd.Series:
        """Which rows were known at the date: by their document, or by the register's own date."""
        if "document" not in rows:
            return pd.Series(last_day(self.as_of) <= day, index=rows.index)
        own = {"": self.as_of}
        dates = own | {name: source.published for name, source in self.documents.items()}
        out = rows["document"].map(dates).map(last_day) <= day
        return out.astype(bool)

    def _path(self, about: Description) -> Path | None:
        folder = self.partnership if about.name in OF_A_PARTNERSHIP else self.folder
        path = folder / f"{about.name}.csv" if folder is not None else None
        return path if path is not None and path.is_file() else None

    def _rows(self, about: Description) -> tuple[pd.DataFrame, pd.DataFrame]:
        path = self._path(about)
        if path is None:
            return frames.copies(frames.empty(tuple(about.known)))
        names = self.agencies if about.name not in OF_A_PARTNERSHIP else {}
        written = path.stat().st_mtime_ns
        return frames.copies(frames.typed(path, written, about.name, tuple(names.items())))


def _day(known_at: str | date | None) -> date | None:
    return date.fromisoformat(known_at) if isinstance(known_at, str) else known_at
