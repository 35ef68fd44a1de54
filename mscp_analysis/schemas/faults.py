"""What is wrong with a file, where, and what to do about it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

LONGEST = 60
"""Characters of a faulty cell that a fault repeats: the cell may be a whole book."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong with one file.

    Parameters
    ----------
    file : str
        The file, as its supplier knows it: year and name.
    row : int
        Line of the file as a spreadsheet numbers it, the headings being 1; 0 for the whole file.
    column : str
        The column; empty where the fault is of the whole row or file.
    expected, found, do : str
        What should stand there, what stands there, and what to do about it.

    Examples
    --------
    >>> Fault("meetings.csv", 4, "date", "a date", "31/02/24", "write 2024-02-29").sentence
    "meetings.csv, row 4, column 'date': expected a date, found '31/02/24'; write 2024-02-29."
    """

    file: str
    row: int
    column: str
    expected: str
    found: str
    do: str

    @property
    def sentence(self) -> str:
        """The fault in one line."""
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column!r}" if self.column else ""
        found = repr(shortened(self.found)) if self.found else "nothing"
        return f"{self.file}{row}{column}: expected {self.expected}, found {found}; {self.do}."


def shortened(text: str) -> str:
    """A cell as a fault repeats it: its beginning, where it is long.

    Examples
    --------
    >>> shortened("a" * 100)[-4:]
    'aa …'
    """
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def faults_as_csv(faults: Iterable[Fault]) -> str:
    """Faults as the text of a CSV to send back to whoever supplied the files.

    Examples
    --------
    >>> print(faults_as_csv([Fault("a.csv", 2, "n", "a number", "=1+1", "type it")]), end="")
    file,row,column,expected,found,do
    a.csv,2,n,a number,'=1+1,type it
    """
    return as_csv(Fault, (replace(each, found=shortened(each.found)) for each in faults))


def as_csv(kind: type, rows: Iterable[Any]) -> str:
    r"""Rows of one dataclass as the text of a CSV.

    A cell that a spreadsheet would take for a formula is written as text.

    Examples
    --------
    >>> as_csv(Fault, [])
    'file,row,column,expected,found,do\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(kind)])
    for row in rows:
        writer.writerow([_harmless(cell) for cell in astuple(row)])
    return text.getvalue()


def _harmless(cell: object) -> object:
    text = str(cell)
    formula = isinstance(cell, str) and text[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{text}" if formula else cell
