"""The reader who has nothing but the published files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from mscp_analysis.disclosure.attack import COLUMNS, attack
from mscp_analysis.disclosure.decision import Decision
from mscp_analysis.disclosure.settings import Settings
from mscp_analysis.disclosure.statements import Read, Statement, read
from mscp_analysis.disclosure.tables import Display, Key, Relation, Sums, Table, named


def attack_files(
    folder: str | Path,
    settings: Settings,
    sums: Mapping[str, Sums] | None = None,
    displays: Mapping[str, Sequence[Display]] | None = None,
    decision: Decision | None = None,
    relations: Iterable[Relation] = (),
) -> pd.DataFrame:
    """Try to find or derive withheld cells from the files of a report, and nothing else.

    Reads every CSV (tables and the ledger), notebook (the facts, HTML and charts of its
    outputs), page (``data`` elements and drawings) and SVG file below the folder. A cell that
    any file withholds must appear in none: neither as a figure, nor as a limit or rank beside
    it, nor as a point of a chart. What is left goes to :func:`attack`.

    Parameters
    ----------
    folder : str or pathlib.Path
        What is about to be published.
    settings : Settings
        The rule.
    sums : mapping of measure to sums, optional
        How the labels of each measure add up: see :class:`Table`.
    displays : mapping of measure to displays, optional
        Measures that are computed from another one's counts: the ``column`` of a display names
        the measure printed, its ``base`` that of the denominator.
    decision : Decision, optional
        Cells withheld, if more than the files themselves say.
    relations : iterable of Relation
        Whatever else is printed elsewhere.

    Returns
    -------
    pandas.DataFrame
        As :func:`attack`; ``why`` begins with the file where a figure stands.

    Raises
    ------
    LookupError
        If there is nothing to read.

    Examples
    --------
    >>> import tempfile
    >>> from mscp_analysis.disclosure import settings
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for file, row in {"plans.csv": ["A", None, "c"], "ledger.csv": ["A", 3, ""]}.items():
    ...         rows = pd.DataFrame([row], columns=["area_code", "value", "marker"])
    ...         rows.assign(measure="plans").to_csv(Path(folder) / file, index=False)
    ...     attack_files(folder, settings("partnership"))["why"].tolist()
    ['ledger.csv: printed there']
    """
    found = read(Path(folder))
    totals = _totals(sums or {}, decision)
    said = [_without_totals(statement, totals) for statement in found.statements]
    withheld = {statement.key for statement in said if statement.marker == settings.symbol}
    withheld |= {statement.key for statement in said if statement.marker == "c"}
    withheld |= decision.keys if decision else set()
    findings = [*_printed(said, withheld, found), *_drawn(said, withheld, found)]
    tables = _tables(said, withheld, settings, sums or {}, displays or {})
    derived = attack(tables, settings, relations)
    told = {(finding[0], finding[1]) for finding in findings}
    kept = [row for row in derived.itertuples(index=False) if (row.measure, row.labels) not in told]
    return pd.DataFrame([*findings, *kept], columns=COLUMNS).drop_duplicates(ignore_index=True)


def _totals(sums: Mapping[str, Sums], decision: Decision | None) -> dict[str, set[tuple[str, str]]]:
    totals = {
        measure: {(c, total) for c, total in given.items() if isinstance(total, str)}
        for measure, given in sums.items()
    }
    for measure, _ in decision.keys if decision else ():
        totals.setdefault(measure, set()).update(decision.totals if decision else ())
    return totals


def _without_totals(statement: Statement, totals: Mapping[str, set[tuple[str, str]]]) -> Statement:
    measure, labels = statement.key
    kept = tuple(pair for pair in labels if pair not in totals.get(measure, ()))
    return statement._replace(key=(measure, kept))


def _finding(key: Key, low: float, high: float, why: str) -> tuple[object, ...]:
    return key[0], key[1], named(key), low, high, why


def _printed(
    said: list[Statement], withheld: set[Key], found: Read
) -> Iterator[tuple[object, ...]]:
    facts = {s.fact: s.key for s in said if s.fact and s.key in withheld}
    for s in said:
        if s.key in withheld and s.value is not None:
            yield _finding(s.key, s.value, s.value, f"{s.where}: printed there")
    for fact, value, where in found.printed:
        if fact in facts:
            yield _finding(facts[fact], value, value, f"{where}: a data element of it")


def _drawn(said: list[Statement], withheld: set[Key], found: Read) -> Iterator[tuple[object, ...]]:
    """Points that stand at a label of a withheld cell and at no published figure."""
    gone = [s for s in said if s.key in withheld and s.value is None]
    shown = [(s.words, s.value) for s in said if s.value is not None]
    for point, where in found.drawn:
        near = max(point.half, 1e-9) * 4
        if any(point.label in words and abs(v - point.value) <= near for words, v in shown):
            continue
        for s in gone:
            if point.label in s.words:
                low, high = point.value - point.half, point.value + point.half
                yield _finding(s.key, low, high, f"{where}: a point of a chart at {point.label}")


def _tables(
    said: list[Statement],
    withheld: set[Key],
    settings: Settings,
    sums: Mapping[str, Sums],
    displays: Mapping[str, Sequence[Display]],
) -> Iterator[Table]:
    """One table a measure, of all that the files say of it."""
    values: dict[Key, float | None] = {}
    for s in said:
        if s.key in withheld or s.value is not None:
            values[s.key] = None if s.key in withheld else s.value
    drawn_from = {display.column for given in displays.values() for display in given}
    for measure in sorted({key[0] for key in values} - drawn_from):
        keys = [key for key in values if key[0] == measure]
        wanted = displays.get(measure, ())
        rows = pd.DataFrame([dict(key[1]) for key in keys]).fillna("").astype(str)
        for column, total in sums.get(measure, {}).items():
            if isinstance(total, str) and column in rows:
                rows[column] = rows[column].replace("", total)
        rows["value"] = pd.Series([values[key] for key in keys], dtype=float)
        rows["marker"] = [settings.symbol if values[key] is None else "" for key in keys]
        for display in wanted:
            printed = [values.get((display.column, key[1])) for key in keys]
            rows[display.column] = pd.Series(printed, dtype=float)
        whole = bool((rows["value"].dropna() % 1 == 0).all())
        held = {c: t for c, t in sums.get(measure, {}).items() if c in rows}
        yield Table(name=measure, rows=rows, sums=held, displays=tuple(wanted), whole=whole)
