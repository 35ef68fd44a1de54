"""The columns of a register: what a cell may hold, and what is read from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from mscp_analysis.periods import ReportingYear

MARKED = re.compile(r"\[(?P<marker>[a-z]+)\]")
"""A cell that says why there is no figure: ``[x]``."""

READABLE_MARKERS = {"c", "x", "z", "u", "low", "l"}
_FORMULA = re.compile(r"[=+@\t\r]|-\D")
_ELEMENT = re.compile(r"<\s*[/!?a-z]", re.I)
_QUARTER = re.compile(r"Q[1-4]")
_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")


@dataclass(frozen=True)
class Column:
    """One column of a register.

    Parameters
    ----------
    name : str
        Its heading in the file.
    type : str
        A key of ``EXPECTED``: ``text``, ``count``, ``number``, ``money``, ``percent``, ``date``,
        ``year``, ``quarter``, ``yes_no`` or ``agency``.
    meaning, example : str
        What it says, in words, and what a cell may look like.
    title : str
        Heading of the column where it is shown to a reader; left out, the name in words.
    required : bool
        Whether each row must say it.
    choices : tuple of str
        The only words that may stand in it; empty where any may.
    of : str
        ``register.column`` whose words may stand in it.
    back : bool
        Whether the words of that register in earlier years may stand in it too.
    unit : str
        What its numbers count: ``people``.
    decimals : int
        Decimal places that a reader is shown.

    Examples
    --------
    >>> from mscp_analysis import schemas
    >>> schemas.description("audits").columns["theme"].meaning
    'What the audit looked at'
    """

    name: str
    type: str = "text"
    meaning: str = ""
    example: str = ""
    title: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    of: str = ""
    back: bool = False
    unit: str = ""
    decimals: int = 0

    def __post_init__(self) -> None:
        if self.type not in EXPECTED:
            raise ValueError(
                f"The column {self.name!r} is of the type {self.type!r}, which is none of "
                f"{', '.join(EXPECTED)}."
            )

    @property
    def heading(self) -> str:
        """What a reader sees above it."""
        return self.title or self.name.replace("_", " ").capitalize()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The only words that may stand in it; empty where any may."""
        return ("yes", "no") if self.type == "yes_no" else self.choices

    @property
    def is_number(self) -> bool:
        """Whether its cells are figures."""
        return self.type in {"count", "number", "money", "percent"}

    def read(self, text: str) -> tuple[Any, str]:
        """What a cell says: a value, or nothing and a marker.

        Parameters
        ----------
        text : str
            The cell, without blanks around it.

        Returns
        -------
        tuple
            Value (text, float, date or None) and marker.

        Raises
        ------
        ValueError
            If the cell is not what the column expects; the words are what it expects.

        Examples
        --------
        >>> Column("amount", "money").read("146,799"), Column("n", "count").read("[l]")
        ((146799.0, ''), (None, 'l'))
        """
        marked = MARKED.fullmatch(text)
        if marked and (self.is_number or self.type == "date"):
            if marked["marker"] not in READABLE_MARKERS:
                raise ValueError(f"one of the markers {', '.join(sorted(READABLE_MARKERS))}")
            return None, marked["marker"]
        if not text:
            if self.required:
                raise ValueError(f"{EXPECTED[self.type]}, since every row needs one")
            return ("" if _is_words(self.type) else None), ""
        if self.choices and text not in self.choices:
            raise ValueError(f"one of {', '.join(self.choices)}")
        return _READ[self.type](text), ""

    def advice(self, text: str) -> str:
        """What to do about a cell that cannot be read.

        Examples
        --------
        >>> Column("due", "date").advice("20/12/2023")
        'write 2023-12-20'
        >>> Column("status", choices=("done", "open")).advice("Done")
        "write 'done'"
        >>> Column("n", "count").advice("<5")
        'write the true count, which is protected before it is shown, or [c]'
        """
        british = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
        if self.type == "date" and british:
            day, month, year = map(int, british.groups())
            if day <= 31 and month <= 12:
                return f"write {year}-{month:02d}-{day:02d}"
        if self.allowed:
            near = get_close_matches(text.lower(), [w.lower() for w in self.allowed], 1, 0.7)
            said = [word for word in self.allowed if [word.lower()] == near]
            initial = [word for word in self.allowed if word[:1] == text[:1].lower()]
            meant = said or (initial if len(text) == 1 else [])
            return f"write {meant[0]!r}" if meant else "use one of these words"
        if self.is_number and text[:1] in {"<", ">"}:
            return "write the true count, which is protected before it is shown, or [c]"
        if self.is_number and text.lower() in {"n/a", "na", "-", "nil", "none", "unknown", "tbc"}:
            return "write 0, [x] where it is not available or [z] where it does not apply"
        if self.is_number and text[:1] in {"£", "$"}:
            return "leave the sign out"
        return "correct the cell"


def _is_words(kind: str) -> bool:
    return kind in {"text", "agency", "yes_no", "quarter", "year"}


def _text(text: str) -> str:
    if _FORMULA.match(text):
        raise ValueError("words, and no formula of a spreadsheet")
    if _ELEMENT.search(text):
        raise ValueError("words, and no HTML or script")
    return text


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(EXPECTED["number"])
    return float(text.replace(",", ""))


def _money(text: str) -> float:
    if not re.fullmatch(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?", text):
        raise ValueError(EXPECTED["money"])
    return _number(text)


def _count(text: str) -> float:
    number = _number(text) if _NUMBER.fullmatch(text) else -1.0
    if number < 0 or number % 1:
        raise ValueError(EXPECTED["count"])
    return number


def _percent(text: str) -> float:
    number = _number(text) if _NUMBER.fullmatch(text) else -1.0
    if not 0 <= number <= 100:
        raise ValueError(EXPECTED["percent"])
    return number


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(EXPECTED["date"]) from None


def _year(text: str) -> str:
    try:
        return ReportingYear.parse(text).label
    except ValueError:
        raise ValueError(EXPECTED["year"]) from None


def _quarter(text: str) -> str:
    if not _QUARTER.fullmatch(text):
        raise ValueError(EXPECTED["quarter"])
    return text


def _yes_no(text: str) -> str:
    if text.lower() not in {"yes", "no"}:
        raise ValueError(EXPECTED["yes_no"])
    return text.lower()


EXPECTED = {
    "text": "words",
    "agency": "the name of an agency",
    "count": "a whole number, 0 or more",
    "number": "a number such as 12.5",
    "money": "an amount in pounds such as 146799 or 146799.50",
    "percent": "a percentage between 0 and 100, without its sign",
    "date": "a date written 2024-03-31",
    "year": "a reporting year such as 2023-24",
    "quarter": "Q1, Q2, Q3 or Q4 of the reporting year",
    "yes_no": "yes or no",
}
"""What each type of column expects, in words."""

_READ: dict[str, Callable[[str], Any]] = {
    "text": _text,
    "agency": _text,
    "count": _count,
    "number": _number,
    "money": _money,
    "percent": _percent,
    "date": _date,
    "year": _year,
    "quarter": _quarter,
    "yes_no": _yes_no,
}
