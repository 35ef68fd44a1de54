"""The quarterly dataset from where a partnership keeps it: a file of any kind, or a database.

What is fetched is written into the partnership's folders, as the register of each year. A report
is built from what stands there, which is checked, hashed into its record and the same tomorrow,
and never from what a database happens to say on the day; no report needs the password.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import yaml

from mscp_analysis import progress
from mscp_analysis.areas import read_yaml
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import databases, typed
from mscp_analysis.registers.checking import FaultyRegisters, faults
from mscp_analysis.registers.power_bi import REGISTER, mapped
from mscp_analysis.schemas import Description, Fault, Sheet, description
from mscp_analysis.schemas import read as read_csv

PLACE = "quarterly.yaml"
ORIGIN = f"{REGISTER}.origin.yaml"
_FILE, _DATABASE = {"file", "sheet"}, {"address", "table", "password_from"}
_MAPPING = {"columns", "measures", "agencies", "leave_out"}


@dataclass(frozen=True)
class Fetched:
    """What was fetched: the register of each year, checked.

    Parameters
    ----------
    place : str
        Where it was read: file, or table of a database.
    years : mapping of str to str
        By reporting year the text of the register's CSV: the same rows give the same text,
        whatever they were read from.
    before : mapping of str to str
        By reporting year what stood there before; empty where nothing did.
    """

    place: str
    years: Mapping[str, str]
    before: Mapping[str, str]

    def sha256(self, year: str) -> str:
        """The hash of a year's rows, as a report's record has it of the register."""
        return hashlib.sha256(self.years[year].encode()).hexdigest()

    def __str__(self) -> str:
        return "\n".join([f"Read from {self.place}:", *map(self._told, self.years)])

    def _told(self, year: str) -> str:
        now, before = (set(held.splitlines()[1:]) for held in
                       (self.years[year], self.before.get(year, "")))  # fmt: skip
        rows = f"{len(now)} {'figure' if len(now) == 1 else 'figures'}"
        if now == before:
            return f"  {year}: {rows}, as held already"
        gone = len(before - now)
        what = f"{len(now - before)} new or changed" + (f", {gone} held before gone" * bool(gone))
        return f"  {year}: {rows}, {what}"


def fetch(partnership: str | Path, dry_run: bool = False) -> Fetched:
    """Fetch the quarterly dataset from where ``quarterly.yaml`` says that it is kept.

    Every row is checked first, by the same rules as a register that is handed in as a CSV;
    where one has a fault nothing is written. Years that the place does not hold stay as they are.

    Parameters
    ----------
    partnership : str or Path
        The partnership's folder, with ``quarterly.yaml`` in it: ``file`` (a CSV, a workbook with
        ``sheet``, or Parquet; relative to the folder) or ``address`` and ``table`` of a database
        with ``password_from``, the environment variable that holds the password. The table has
        the register's columns and ``year``; where its headings are others, ``columns``,
        ``measures``, ``agencies`` and ``leave_out`` say what they mean, as for an export of
        Power BI.
    dry_run : bool
        Whether only to say what would change.

    Returns
    -------
    Fetched

    Raises
    ------
    FaultyRegisters
        With each fault: the file or table, its row and column, what was expected, what came.
    ValueError
        If the place cannot be read or is not described rightly.
    """
    folder, steps = Path(partnership), progress.Steps(of=3)
    steps.begin("reading the quarterly dataset")
    said = _place(folder)
    sheet = _read(folder, said)
    steps.begin("checking each row")
    years = _by_year(sheet, said)
    found = [
        fault
        for label, own in years.items()
        for fault in faults(folder, ReportingYear.parse(label), {REGISTER: own})
        if fault.file == own.name
    ]
    if found:
        raise FaultyRegisters(found)
    texts = {label: _text(own) for label, own in years.items()}
    files = {label: folder / label / f"{REGISTER}.csv" for label in texts}
    before = {label: path.read_text("utf-8-sig") for label, path in files.items() if path.is_file()}
    fetched = Fetched(_where(sheet, said), texts, before)
    if not dry_run:
        steps.begin("writing the registers")
        _write(folder, fetched)
    return fetched


def _place(folder: Path) -> dict[str, Any]:
    path = folder / PLACE
    if not path.is_file():
        raise ValueError(
            f"{folder.name}: expected {PLACE} in its folder, which says where the quarterly "
            "dataset is kept: `file: figures.xlsx`, or `address:` and `table:` of a database."
        )
    try:
        said = read_yaml(path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ValueError(
            f"{PLACE}, line {line}: expected YAML such as `file: figures.xlsx`; correct it."
        ) from None
    held = said if isinstance(said, dict) else {}
    _check_keys(held, _FILE | _DATABASE | _MAPPING)
    if ("file" in held) == ("address" in held):
        raise ValueError(f"{PLACE}: expected either `file:`, or `address:` and `table:`.")
    _check_keys(held, (_FILE if "file" in held else _DATABASE) | _MAPPING)
    if "address" in said and "table" not in said:
        raise ValueError(f"{PLACE}: expected `table:` beside `address:`, and it has none.")
    return held


def _check_keys(said: Mapping[str, Any], known: set[str]) -> None:
    """Name the first key that means nothing there, and what was perhaps meant."""
    for key in said:
        if key not in known:
            close = get_close_matches(str(key), sorted(known), n=1)
            meant = f": did you mean {close[0]}?" if close else "."
            raise ValueError(
                f"{PLACE}: expected {', '.join(sorted(known))}; came {str(key)!r}{meant}"
            )


def _read(folder: Path, said: Mapping[str, Any]) -> Sheet:
    if "address" in said:
        variable = str(said.get("password_from", ""))
        return databases.read(str(said["address"]), str(said["table"]), variable, folder)
    path = (folder / str(said["file"])).resolve()
    if not path.is_file():
        raise ValueError(f"{PLACE}: there is no file {said['file']}; correct it.")
    if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"}:
        return typed.workbook(path, str(said.get("sheet", "")))
    return typed.parquet(path) if path.suffix.lower() == ".parquet" else read_csv(path)


def _where(sheet: Sheet, said: Mapping[str, Any]) -> str:
    """What was read, and of a table in which database; what follows a ? may be nobody's matter."""
    if "address" not in said:
        return sheet.name
    return f"table {said['table']} of {str(said['address']).partition('?')[0]}"


def _by_year(sheet: Sheet, said: Mapping[str, Any]) -> dict[str, Sheet]:
    """The rows of each year, as the sheet of a register."""
    if "columns" in said:
        rows = mapped(sheet, {**said, "file": PLACE})
        name = sheet.path.with_name(f"{sheet.path.name}, added up by quarter")
        sheet = typed.sheet_of(name, [*rows], rows.to_numpy().tolist(), 1)
    if sheet.faults:
        raise FaultyRegisters(sheet.faults)
    if "year" not in sheet.heads:
        expected = "a column of that name beside those of the register"
        do = f"add it, or say under columns in {PLACE} what the headings mean"
        came = ", ".join(sheet.heads)
        raise FaultyRegisters([Fault(sheet.name, 0, "year", expected, came, do)])
    return _parted(sheet, sheet.heads.index("year"))


def _parted(sheet: Sheet, place: int) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    wrong: list[Fault] = []
    heads = [head for head in sheet.heads if head != "year"]
    for number, cells in sheet.rows:
        try:
            label = ReportingYear.parse(cells[place]).label
        except ValueError:
            expected, do = "a reporting year such as 2023-24", "correct the cell"
            wrong.append(Fault(sheet.name, number, "year", expected, cells[place], do))
            continue
        own = found.setdefault(label, Sheet(sheet.path, heads=heads))
        own.rows.append((number, [*cells[:place], *cells[place + 1 :]]))
    if not sheet.rows:
        do = "look whether the table is the right one"
        wrong.append(Fault(sheet.name, 0, "", "at least one figure", "", do))
    if wrong:
        raise FaultyRegisters(wrong)
    return dict(sorted(found.items()))


def _text(sheet: Sheet) -> str:
    """A register's CSV: its own columns in their order, rows by their key, figures alike."""
    about = description(REGISTER)
    held = [name for name in about.known if name in sheet.heads]
    rows = pd.DataFrame([cells for _, cells in sheet.rows], columns=sheet.heads)[held]
    rows = rows.apply(lambda column: column.map(lambda cell: _alike(about, column.name, cell)))
    ordered = rows.sort_values([*about.key])
    return str(ordered.to_csv(index=False, lineterminator="\n"))


def _alike(about: Description, column: Any, cell: str) -> str:
    if not about.known[column].is_number:
        return cell
    value, marker = about.known[column].read(cell)
    return f"[{marker}]" if marker else typed.text(value)


def _write(folder: Path, fetched: Fetched) -> None:
    """Put the registers of all years in place when each is whole, and beside them their origin."""
    with TemporaryDirectory(dir=folder, prefix=".fetched-") as beside:
        ready = []
        for label, text in fetched.years.items():
            origin = {"read_from": fetched.place, "sha256": fetched.sha256(label)}
            told = {f"{REGISTER}.csv": text, ORIGIN: yaml.safe_dump(origin, sort_keys=False)}
            for name, content in told.items():
                whole = Path(beside) / f"{label}-{name}"
                whole.write_text(content, encoding="utf-8")
                ready.append((whole, folder / label / name))
        for whole, place in ready:
            place.parent.mkdir(exist_ok=True)
            os.replace(whole, place)
