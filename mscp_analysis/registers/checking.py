"""Every fault of every register of a year, before anything is built from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers.rules import BROKEN
from mscp_analysis.schemas import Description, Fault, Sheet, descriptions, read
from mscp_analysis.schemas.descriptions import OF_A_PARTNERSHIP

_BESIDE = ".resource.yaml"


class FaultyRegisters(ValueError):
    """The registers of a year cannot be used; each fault is kept.

    Parameters
    ----------
    faults : list of Fault
        What is wrong, file by file.

    Examples
    --------
    >>> from mscp_analysis.schemas import Fault
    >>> one = Fault("2023-24/training.csv", 2, "attended", "a whole number", "many", "correct it")
    >>> str(FaultyRegisters([one])).partition(":")[0]
    'There is one fault in one register'
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        files = len({fault.file for fault in faults})
        found = f"{len(faults)} faults" if len(faults) > 1 else "one fault"
        where = f"{files} registers" if files > 1 else "one register"
        super().__init__(f"There {'are' if len(faults) > 1 else 'is'} {found} in {where}: "
                         f"{faults[0].sentence}")  # fmt: skip


def faults(
    partnership: Path, year: ReportingYear, instead: Mapping[str, Sheet] | None = None
) -> list[Fault]:
    """Every fault of the registers that a partnership keeps of a year.

    Parameters
    ----------
    partnership : pathlib.Path
        Its folder.
    year : ReportingYear
        The reporting year.
    instead : mapping of str to Sheet, optional
        By the name of a register, rows that are to be checked in the place of its file.

    Returns
    -------
    list of Fault
        By file and row; empty where all is well.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Exampleshire", "2023-24")
    >>> faults(own.partnership, own.year)
    []
    """
    of_year = partnership / year.label
    paths = {
        name: (partnership if name in OF_A_PARTNERSHIP else of_year) / f"{name}.csv"
        for name in descriptions()
    }
    sheets = {name: read(path) for name, path in paths.items() if path.is_file()}
    sheets |= instead or {}
    tables = {name: _Table(descriptions()[name], sheet, year) for name, sheet in sheets.items()}
    found = [*_strange_files(of_year)]
    for table in tables.values():
        table.read_cells()
    before = _before(partnership, year, tables)
    for table in tables.values():
        found += [*table.faults, *_references(table, tables, before), *_broken_rules(table, tables)]
        if not table.faults:  # What is missing or stands twice would not add up either.
            found += _totals(table) if table.about.of_children else _totalled(table)
    found += _contradicted(tables)
    return sorted(set(found))


@dataclass
class _Table:
    """A register as it came, its cells read as far as they can be."""

    about: Description
    sheet: Sheet
    year: ReportingYear
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: int, column: str, expected: str, found: str, do: str) -> Fault:
        return Fault(self.sheet.name, row, column, expected, found, do)

    def read_cells(self) -> None:
        self.faults += [*self.sheet.faults, *self._headings()]
        for number, cells in self.sheet.rows:
            row = {}
            for head, cell in zip(self.sheet.heads, cells, strict=True):
                if head in self.about.known:
                    row[head] = self._cell(number, head, cell)
            self.rows.append((number, row))
        self.faults += [*self._repeated()]

    def _cell(self, number: int, head: str, cell: str) -> Any:
        try:
            return self.about.known[head].read(cell)[0]
        except ValueError as expected:
            do = self.about.known[head].advice(cell)
            self.faults.append(self.fault(number, head, str(expected), cell, do))
            return None

    def _headings(self) -> Iterator[Fault]:
        known = self.about.known
        for head in dict.fromkeys(self.sheet.heads):
            if self.sheet.heads.count(head) > 1:
                yield self.fault(1, head, "each heading once", head, "take one of them away")
            if head not in known:
                near = get_close_matches(head, known, n=1, cutoff=0.6)
                do = f"write {near[0]!r}" if near else f"use one of {', '.join(known)}"
                yield self.fault(1, head, "a column of this register", head, do)
        for name, column in known.items():
            if column.required and name not in self.sheet.heads and self.sheet.heads:
                came = ", ".join(self.sheet.heads)
                yield self.fault(
                    1, name, "a column of that name", came, f"add it: {column.meaning}"
                )

    def _repeated(self) -> Iterator[Fault]:
        seen: dict[tuple[Any, ...], int] = {}
        key = self.about.key if set(self.about.key) <= set(self.sheet.heads) else ()
        needed = [name for name in key if self.about.known[name].required]
        for number, row in self.rows:
            said = tuple(row.get(name) for name in key)
            # A blank that is a fault of its own tells no rows apart; one that means all does.
            if not key or any(row.get(name) in (None, "") for name in needed or key):
                continue
            if said in seen:
                found = ", ".join(str(part) for part in said if part not in (None, ""))
                expected = f"another than in row {seen[said]}, since it tells the rows apart"
                yield self.fault(number, key[0], expected, found, "correct it, or take the row out")
            seen.setdefault(said, number)

    def words(self, column: str) -> set[str]:
        """What stands in a column."""
        return {row[column] for _, row in self.rows if row.get(column)}


def _strange_files(folder: Path) -> Iterator[Fault]:
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in descriptions() and not path.with_name(path.stem + _BESIDE).exists():
            near = get_close_matches(path.stem, descriptions(), n=1, cutoff=0.6)
            do = f"call it {near[0]}.csv" if near else "describe it in data/rules/registers"
            name = f"{folder.name}/{path.name}"
            yield Fault(name, 0, "", "a register that is described", path.name, do)


def _before(
    partnership: Path, year: ReportingYear, tables: Mapping[str, _Table]
) -> dict[str, set[str]]:
    """By ``register.column``, the words of earlier years that may be spoken of in this one."""
    known = {about.of for t in tables.values() for about in t.about.known.values() if about.back}
    folders = [path for path in partnership.glob("2???-??") if path.name < year.label]
    found: dict[str, set[str]] = {}
    for other, column in (each.split(".") for each in known):
        for path in (folder / f"{other}.csv" for folder in folders):
            if path.is_file():
                told = _Table(descriptions()[other], read(path), year)
                told.read_cells()
                found.setdefault(f"{other}.{column}", set()).update(told.words(column))
    return found


def _references(
    table: _Table, tables: Mapping[str, _Table], before: Mapping[str, set[str]]
) -> Iterator[Fault]:
    """Words that must stand in another register: agencies by any name, documents by id."""
    for head in dict.fromkeys(table.sheet.heads):
        about = table.about.known.get(head)
        if about is None or not (about.of or about.type == "agency"):
            continue
        other, column = about.of.split(".") if about.of else ("agencies", "name")
        if other in tables and column not in tables[other].sheet.heads:
            continue  # That is a fault of the other, and none of these words.
        known = _names(tables, other, column)
        if about.back and about.of in before:
            known = (known or set()) | before[about.of]
        if known is None and other not in OF_A_PARTNERSHIP:
            continue  # The register that it speaks of is not kept.
        for number, row in table.rows:
            said = row.get(head)
            if said and said not in (known or ()):
                near = get_close_matches(str(said), known or (), n=1, cutoff=0.8)
                do = f"write {near[0]!r}" if near else f"add it to {other}.csv, or correct it"
                years = " of this year or an earlier one" if about.back else ""
                expected = f"a name that stands in {other}.csv{years}"
                yield table.fault(number, head, expected, str(said), do)


def _totals(table: _Table) -> Iterator[Fault]:
    """Counts of children whose printed total is not the sum of the rows beside it."""
    sums = table.about.disclosure.get("sums", {})
    for column, total in sums.items():
        others = [name for name in table.about.key if name != column]
        groups: dict[tuple[Any, ...], list[tuple[int, Mapping[str, Any]]]] = {}
        for number, row in table.rows if isinstance(total, str) else ():
            groups.setdefault(tuple(row.get(name) for name in others), []).append((number, row))
        for rows in groups.values():
            told = [(number, each) for number, each in rows if each.get("value") is not None]
            whole = [(number, each["value"]) for number, each in told if each[column] == total]
            parts = [float(each["value"]) for _, each in told if each[column] != total]
            if len(told) < len(rows) or len(whole) != 1 or not parts:
                continue
            number, printed = whole[0]
            if sum(parts) != printed:
                expected = f"{sum(parts):,.10g}, the sum of the other rows of {column}"
                do = "correct the counts, give every part, or leave the total out"
                yield table.fault(number, "value", expected, f"{printed:,.10g}", do)


def _totalled(table: _Table) -> Iterator[Fault]:
    """A line of totals, as a spreadsheet has one: it would be counted a second time."""
    figures = any(column.is_number for column in table.about.columns.values())
    names = [name for name in table.about.key if name in table.sheet.heads][:1]
    for number, row in table.rows if figures else ():
        for name in names:
            if str(row.get(name)).casefold() in {"total", "totals", "grand total", "sum"}:
                expected = f"{table.about.row}, and no line of totals"
                yield table.fault(number, name, expected, str(row[name]), "take the row out")


def _contradicted(tables: Mapping[str, _Table]) -> Iterator[Fault]:
    """Returns of registers that there are not, and of those that have rows."""
    if "returns" not in tables:
        return
    returns, known = tables["returns"], descriptions()
    for number, row in returns.rows:
        name = str(row.get("register") or "")
        if name and name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.6)
            do = f"write {near[0]!r}" if near else "see the guide for the names of the registers"
            yield returns.fault(number, "register", "the name of a register", name, do)
        elif name and (state := row.get("state")) and (why := _never(known[name], state, tables)):
            do = "correct the state, or take the row out"
            yield returns.fault(number, "state", why, state, do)


def _never(about: Description, state: str, tables: Mapping[str, _Table]) -> str:
    """What is expected of a return that cannot be; empty where it can."""
    if state == "nil" and about.always:
        return "another state, since there is always something to enter"
    filled = about.name in tables and tables[about.name].rows
    return f"no row, since {about.name}.csv has some" if filled else ""


def _names(tables: Mapping[str, _Table], other: str, column: str) -> set[str] | None:
    if other not in tables:
        return None
    names = tables[other].words(column)
    if other == "agencies":
        names |= {
            alias for words in tables[other].words("aliases") for alias in str(words).split("; ")
        }
    return names


def _broken_rules(table: _Table, tables: Mapping[str, _Table]) -> Iterator[Fault]:
    for check in table.about.checks:
        (rule, said), *_ = check.items()
        if rule not in BROKEN:
            raise ValueError(
                f"data/rules/registers/{table.about.name}.yaml: {rule!r} is none of the checks "
                f"{', '.join(BROKEN)}."
            )
        others = {name: [row for _, row in each.rows] for name, each in tables.items()}
        for number, column, expected, found, do in BROKEN[rule](
            said, table.rows, others, table.year
        ):
            yield table.fault(number, column, expected, found, do)
