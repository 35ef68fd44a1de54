"""Registers as tables: their rows in words, and what is counted in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from mscp_analysis.measures import MARKERS, Fact, Measure
from mscp_analysis.periods import in_words
from mscp_analysis.registers import Register
from mscp_analysis.tables import headings
from mscp_analysis.tables.table import Table


def listing(register: Register, *columns: str, caption: str = "", note: str = "") -> Table:
    """The rows of a register, one below the other.

    Parameters
    ----------
    register : Register
    *columns : str
        Which columns, the first of them naming each row; left out, all that are not blank.
    caption, note : str, optional
        What it shows, where the register's title does not say it, and what to know beside it.

    Returns
    -------
    Table

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> paid = registers.open("Medway", "2023-24").contributions
    >>> listing(paid, "agency", "amount").columns
    ('Amount in pounds',)
    """
    known = register.description.known
    chosen = columns or tuple(
        name for name in register.description.columns if _is_filled(register, name)
    )
    # Where no row says it, a column that was asked for by name is left out too.
    kept = [*chosen[:1], *(name for name in chosen[1:] if _is_filled(register, name))]
    figures = {name: register.facts(name) for name in kept[1:] if _is_figure(register, name)}
    shown = [figures[name] if name in figures else _said(register, name) for name in kept[1:]]
    heads = [_words(value, "") for value in register.rows[kept[0]]] if kept else []
    cells = zip(*shown, strict=True) if shown else [()] * len(heads)
    return Table(
        caption=caption or f"{register.title}, {register.area.name}, {register.year}",
        stub=known[kept[0]].heading if kept else register.description.unit,
        columns=tuple(_heading(register, name) for name in kept[1:]),
        rows=tuple(zip(heads, cells, strict=True)),
        note=note,
        absence=register.absence,
        cited=register.sources if len(register) else (),
    )


def by(
    measures: Sequence[Measure] | Measure,
    area: str,
    period: str,
    column: str,
    caption: str = "",
    note: str = "",
) -> Table:
    """One period of one area: a row for each value of a breakdown, a column a measure.

    Parameters
    ----------
    measures : sequence of Measure, or Measure
        Each with the breakdown as its only one.
    area : str
        Name or code.
    period : str
        The period.
    column : str
        Name of the breakdown.
    caption, note : str, optional
        What it shows, where the measures' titles do not say it, and what to know beside it.

    Returns
    -------
    Table
        Where none of its figures is available, that is said instead.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> referrals = data.own("Exampleshire", "2023-24").lado.referrals.where(outcome="All")
    >>> table = by(referrals, "Exampleshire", "2023-24", "setting")
    >>> name, (number,) = table.rows[0]
    >>> str(name), number.shown
    ('Schools', '51')
    """
    measures = [measures] if isinstance(measures, Measure) else list(measures)
    values = list(dict.fromkeys(v for each in measures for v in each.rows.get(column, ())))
    rows = []
    for value in values:
        facts = [_found(measure, period, area, {column: value}) for measure in measures]
        rows.append((_named(str(value)), headings.with_limits(facts, measures)))
    quantities, stub = headings.quantities(measures), column.replace("_", " ")
    table = Table(
        caption=caption or f"{quantities}, by {stub}, {period}",
        stub=stub.capitalize(),
        columns=headings.columns(measures),
        rows=tuple(rows),
        note=note,
        absence=next((measure.absence for measure in measures if measure.absence), ""),
    )
    undivided = stub if all(_is_blank(str(value)) for value in values) else ""
    title = table.caption.partition(f", by {stub}, ")[0].removesuffix(f", {period}")
    said = _unknown(table, title, period, undivided)
    return replace(table, absence=table.absence or said)


def _named(value: str) -> str:
    """What a row is called, also where the register leaves it blank: ``Not said, at least``."""
    return f"Not said{value}" if _is_blank(value) else value


def _is_blank(value: str) -> bool:
    return not value or value.startswith(",")


def _unknown(table: Table, title: str, period: str, undivided: str) -> str:
    """What is said instead of a table that has no figure at all, or only one of no part."""
    if table.facts and all(fact.marker == "x" for fact in table.facts):
        return f"No figure is available for {period} under “{title}”."
    if undivided and table.rows:
        return f"“{title}” is not given by {undivided} for {period}."
    return ""


def _found(measure: Measure, period: str, area: str, breakdown: dict[str, str]) -> Fact:
    (column, value), *_ = breakdown.items()
    if not (measure.rows.get(column, pd.Series(dtype=object)) == value).any():
        none = measure.rows.iloc[:0].drop(columns=column, errors="ignore")
        return measure.with_rows(none).find(period, area)
    return measure.find(period, area, **breakdown)


def _is_filled(register: Register, name: str) -> bool:
    if name not in register.rows:
        return False
    values, marks = register.rows[name], register.markers[name]
    return bool(((~values.isna() & (values != "")) | (marks != "")).any())


def _is_figure(register: Register, name: str) -> bool:
    return pd.api.types.is_numeric_dtype(register.rows[name])


def _said(register: Register, name: str) -> list[str]:
    """The cells of a column in words."""
    values = register.rows[name]
    marks = register.markers[name] if name in register.markers else [""] * len(values)
    return [_words(value, str(mark)) for value, mark in zip(values, marks, strict=True)]


def _words(value: object, marker: str) -> str:
    if marker:
        return "not given" if marker == "x" else MARKERS[marker]
    if isinstance(value, date):
        return in_words(value)
    if value is None or value != value or value == "":
        return ""
    return str(value)


def _heading(register: Register, name: str) -> str:
    known = register.description.known
    if name not in known:
        return name.replace("_", " ").capitalize()
    about = known[name]
    suffix = f" in {about.unit}" if about.type == "money" else ""
    return f"{about.heading}{suffix}"
