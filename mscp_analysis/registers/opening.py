"""Open the registers of a partnership for a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.periods import ReportingYear, last_day
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import (
    Description,
    Kept,
    absence,
    description,
    documents,
    read,
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
        known = self._known(rows)
        unknown_at = self.known_at if len(rows) and not known.any() else None
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

    def _known(self, rows: pd.DataFrame) -> pd.Series:
        """Which rows were known at the date: by their document, or by the register's own date."""
        if self.known_at is None or not len(rows):
            return pd.Series(True, index=rows.index)
        if "document" not in rows:
            return pd.Series(last_day(self.as_of) <= self.known_at, index=rows.index)
        own = {"": self.as_of}
        dates = own | {name: source.published for name, source in self.documents.items()}
        out = rows["document"].map(dates).map(last_day) <= self.known_at
        return out.astype(bool)

    def _path(self, about: Description) -> Path | None:
        folder = self.partnership if about.name in OF_A_PARTNERSHIP else self.folder
        path = folder / f"{about.name}.csv" if folder is not None else None
        return path if path is not None and path.is_file() else None

    def _rows(self, about: Description) -> tuple[pd.DataFrame, pd.DataFrame]:
        path = self._path(about)
        if path is None:
            empty = pd.DataFrame({name: [] for name in about.known}, dtype=object)
            return empty, empty.copy()
        names = self.agencies if about.name not in OF_A_PARTNERSHIP else {}
        return _typed(path, path.stat().st_mtime_ns, about.name, tuple(names.items()))


@lru_cache(maxsize=256)
def _typed(
    path: Path, _written: int, name: str, agencies: tuple[tuple[str, str], ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells of a file as values, and their markers."""
    about, sheet, called = description(name), read(path), dict(agencies)
    if sheet.faults:
        raise ValueError(sheet.faults[0].sentence)
    for head in sheet.heads:
        if head not in about.known:
            raise ValueError(
                f"{sheet.name}: the register has no column {head!r}; it has "
                f"{', '.join(about.known)}."
            )
    known: dict[tuple[str, str], tuple[Any, str]] = {}
    for number, cells in sheet.rows:
        for each in zip(sheet.heads, cells, strict=True):
            if each not in known:  # most cells say what one above them says
                known[each] = _read_cell(about, *each, f"{sheet.name}, row {number}", called)
    columns = [*zip(*(cells for _, cells in sheet.rows), strict=True)] or [()] * len(sheet.heads)
    read_cells = {
        head: [known[head, cell] for cell in column]
        for head, column in zip(sheet.heads, columns, strict=True)
    }
    return _frames(about, read_cells, pd.RangeIndex(len(sheet.rows)))


def _frames(
    about: Description, cells: Mapping[str, Sequence[tuple[Any, str]]], index: pd.RangeIndex
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The values and the markers of all cells, with the columns that the file leaves out."""
    values, marks, words = {}, {}, pd.Series("", index, "str")
    for head, column in cells.items():
        kind = "float64" if about.known[head].is_number else object
        values[head] = pd.Series([value for value, _ in column], index, kind)
        marks[head] = pd.Series([marker for _, marker in column], index, object)
    for name, about_column in about.known.items():
        if name not in cells:
            marks[name] = words
            values[name] = words
            if about_column.type == "date":
                values[name] = pd.Series([None] * len(index), index, object)
            elif about_column.is_number:
                values[name] = pd.Series(float("nan"), index)
    return pd.DataFrame(values, index), pd.DataFrame(marks, index)


def _read_cell(
    about: Description, head: str, cell: str, place: str, called: Mapping[str, str]
) -> tuple[Any, str]:
    """What a cell says, and its marker; an agency by the name that it goes by now."""
    try:
        value, marker = about.known[head].read(cell)
    except ValueError as expected:
        raise ValueError(
            f"{place}, column {head!r}: expected {expected}, found {cell[:60]!r}; correct the cell."
        ) from None
    return (called.get(value, value) if about.known[head].type == "agency" else value), marker


def _day(known_at: str | date | None) -> date | None:
    return date.fromisoformat(known_at) if isinstance(known_at, str) else known_at
