"""Rows of statements that cannot be understood, before any is held against the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from mscp_analysis import areas
from mscp_analysis.claims.beside import Beside, parts
from mscp_analysis.claims.formula import FUNCTIONS
from mscp_analysis.claims.spans import of_register
from mscp_analysis.claims.statement import Statement
from mscp_analysis.claims.worked import circle, reckoned, round_in
from mscp_analysis.periods import ReportingYear, label_of
from mscp_analysis.schemas import Fault

Found = Iterator[tuple[str, str, str, str]]
"""The column, what was expected in it, what was found, and what to do."""

_ID = re.compile(r"[A-Za-z]{1,3}\d+")
ALONE = {"rise", "fall", "unchanged", "in line with what is expected"}
"""What may be said of one statement, without another beside it."""


def faults(statements: Iterable[Statement], beside: Beside) -> list[Fault]:
    """Every cell of the statements that cannot be understood.

    Parameters
    ----------
    statements : iterable of Statement
        The rows of one or more registers.
    beside : Beside
        The figures and other statements that they may speak of.

    Returns
    -------
    list of Fault
        In the order of the rows; empty where all is well.

    Examples
    --------
    >>> from mscp_analysis import claims, data, registers
    >>> own = registers.open("Medway", "2023-24")
    >>> said = claims.statements(own.statements)
    >>> faults([said["C018"]], claims.Beside(own.area, own.year, said, data.figures()))
    []
    """
    return [
        Fault(
            f"{said.year}/statements.csv", said.line, column, f"{expected}", came,
            f"{do} (statement {said.id})",
        )
        for said in statements
        for look in LOOKS
        for column, expected, came, do in look(said, beside)
    ]  # fmt: skip


def _figure(said: Statement, beside: Beside) -> Found:
    if not said.figure:
        return
    if said.figure not in beside.figures:
        near = get_close_matches(said.figure, beside.figures, n=1, cutoff=0.5)
        do = f"write {near[0]!r}" if near else f"use one of {', '.join(sorted(beside.figures))}"
        yield "figure", "the name of a figure", said.figure, do
        return
    figure = beside.figures[said.figure]
    if said.of and not figure.of:
        yield "of", "nothing, since the figure has no parts", said.of, "leave it blank"
    known = parts(figure)
    if known and beside.part(figure, said) not in known:
        there = ", ".join(filter(None, known))
        yield "of", f"a part of the figure: {there}", said.of, "correct it"
    try:
        label_of(said.dated)
    except ValueError:
        column = "belongs_to" if said.belongs_to else "period"
        expected = "a year such as 2023-24, a mid-year or a quarter, since it names a figure"
        yield column, expected, said.dated, "write it so"


def _neighbours(said: Statement, beside: Beside) -> Found:
    figure = beside.figures.get(said.figure)
    if figure is None or not said.of_neighbours:
        return
    if figure.of or figure.measure.timing == "mid-year":
        expected = "an area, since no mean of neighbours is taken of that figure"
        yield "area", expected, said.area, "name one, or leave the column figure blank"
        return
    try:
        ReportingYear.parse(said.dated)
    except ValueError:
        column = "belongs_to" if said.belongs_to else "period"
        expected = "a reporting year such as 2023-24, since it is of statistical neighbours"
        yield column, expected, said.dated, "write one"


def _area(said: Statement, beside: Beside) -> Found:
    if not (said.figure or said.base in beside.figures) or said.of_neighbours or not said.area:
        return  # Without a figure it may be of a place that is no area, such as a prison.
    try:
        areas.find(said.area)
    except LookupError as error:
        hint = str(error).partition(": ")[2].rstrip(".")
        yield "area", "an area or statistical neighbours", said.area, hint or "correct it"


def _printed(said: Statement, _beside: Beside) -> Found:
    try:
        number, _ = said.number, said.when
    except ValueError as error:
        yield "printed", "a number or date", said.printed, str(error).rstrip(".")
        return
    if number is not None and number.readings and not said.unit:
        expected = f"{' or '.join(number.readings)}, and not either"
        yield "printed", expected, said.printed, "say in the column unit which it is"


def _ids(said: Statement, beside: Beside) -> Found:
    for each in said.others:
        if each not in beside.statements:
            yield "compared_with", "the number of a statement", each, _nearest(each, beside)
        elif each == said.id:
            yield "compared_with", "the number of another statement", each, "correct it"
    if _ID.fullmatch(said.base) and said.base not in beside.statements:
        expected = "a figure, words, or the number of a statement"
        yield "base", expected, said.base, _nearest(said.base, beside)


def _relation(said: Statement, _beside: Beside) -> Found:
    if said.relation and not (said.others or said.worked or said.relation in ALONE):
        expected = f"the number of the statement that it is {said.relation}"
        yield "compared_with", expected, "", "add it, or leave the column relation blank"


def _worked(said: Statement, beside: Beside) -> Found:
    try:
        if way := circle(said, beside):
            raise ValueError(round_in(way))
        reckoned(said, beside)
    except ValueError as error:
        named = ", ".join(FUNCTIONS)
        expected = f"a formula over the numbers of statements (+ - * / {named}, count)"
        yield "worked", expected, said.worked, f"correct it: {error}"


def _date(said: Statement, _beside: Beside) -> Found:
    try:
        if said.date:
            of_register(said.date)
    except ValueError:
        do = "write it as 2024-07-15, 2024-07 or 2024-03 to 2024-04"
        yield "date", "a day, a month or a span of them", said.date, do


def _nearest(name: str, beside: Beside) -> str:
    near = get_close_matches(name, beside.statements, n=1, cutoff=0.6)
    return f"write {near[0]!r}" if near else "correct it, or add that row"


LOOKS: tuple[Callable[[Statement, Beside], Found], ...] = (
    _figure,
    _neighbours,
    _area,
    _printed,
    _ids,
    _relation,
    _worked,
    _date,
)
