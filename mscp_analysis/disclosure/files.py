"""The reader who has nothing but the published files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from mscp_analysis.disclosure import differences
from mscp_analysis.disclosure.attack import COLUMNS, attack
from mscp_analysis.disclosure.decision import Decision
from mscp_analysis.disclosure.differences import is_difference
from mscp_analysis.disclosure.settings import Settings
from mscp_analysis.disclosure.statements import Read, Statement, read
from mscp_analysis.disclosure.tables import WITHHELD, Display, Key, Relation, Sums, Table, named


def attack_files(
    folder: str | Path,
    settings: Settings,
    sums: Mapping[str, Sums] | None = None,
    displays: Mapping[str, Sequence[Display]] | None = None,
    decision: Decision | None = None,
    relations: Iterable[Relation] = (),
    cells: Iterable[Key] = (),
) -> pd.DataFrame:
    """Try to find or derive withheld cells from the files of a report, and nothing else.

    Reads every CSV (tables and the ledger), notebook (the facts, HTML and charts of its
    outputs), page (``data`` elements and drawings) and SVG file below the folder. A cell that
    any file withholds must appear in none: neither as a figure, nor as a limit or rank beside
    it, nor as a rate or percentage named after it, nor as a point of a chart. What is left goes
    to :func:`attack`, changes since an earlier period as what they say of two cells.

    With ``sums`` or a ``decision`` only their measures are attacked, and what is computed from
    them: other figures of a report are not these counts, and may be below nothing.

    Parameters
    ----------
    folder : str or pathlib.Path
        What is about to be published.
    settings : Settings
        The rule.
    sums : mapping of measure to sums, optional
        How the labels of each measure add up: see :class:`Table`; for each measure of one's
        own, if only with ``{}``.
    displays : mapping of measure to displays, optional
        Measures that are computed from another one's counts: the ``column`` of a display names
        the measure printed, its ``base`` that of the denominator.
    decision : Decision, optional
        Cells withheld, if more than the files themselves say.
    relations : iterable of Relation
        Whatever else is printed elsewhere.
    cells : iterable of Key, optional
        Every cell that is counted. One that the files do not print is no nought to a reader, who
        cannot know it: without them a total of which only some parts are printed is taken for
        their sum.

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
    found, own = read(Path(folder)), _own(sums, displays or {}, decision)
    told = [_of_own(statement, own) for statement in found.statements]
    totals = _totals(sums or {}, decision)
    said = [_without_totals(s, totals) for s in told if own is None or s.key[0] in own]
    changes = [statement for statement in said if is_difference(statement)]
    derived = [s for s in said if s.derived and not is_difference(s)]
    counts = [s for s in said if not s.derived and not is_difference(s)]
    withheld = {s.key for s in counts if s.marker in (settings.symbol, WITHHELD)}
    withheld |= decision.keys if decision else set()
    findings = [
        *_printed([*counts, *derived], withheld, found),
        *_changed(changes, withheld),
        *_drawn(counts, found.statements, withheld, found),
        *_unread(withheld, found),
    ]
    simple = [statement for statement in changes if not statement.derived]
    known = [*relations, *differences.relations(simple)]
    tables = _tables(counts, withheld, settings, sums or {}, displays or {}, set(cells))
    worked_out = attack(tables, settings, known)
    seen = {(finding[0], finding[1]) for finding in findings} | (set(cells) - withheld)
    kept = [row for row in worked_out.itertuples(index=False) if _said(row[:2]) not in seen]
    return pd.DataFrame([*findings, *kept], columns=COLUMNS).drop_duplicates(ignore_index=True)


def _own(
    sums: Mapping[str, Sums] | None,
    displays: Mapping[str, Sequence[Display]],
    decision: Decision | None,
) -> set[str] | None:
    """The measures in question; None for all."""
    if sums is None and decision is None:
        return None
    own = {*(sums or {}), *(decision.hidden["measure"] if decision else ())}
    beside = [d for measure, given in displays.items() if measure in own for d in given]
    return own | {name for d in beside for name in (d.column, d.base) if name}


def _of_own(statement: Statement, own: set[str] | None) -> Statement:
    """A rate or percentage counts as its own measure's, whose name its name begins with."""
    measure, labels = statement.key
    if own is None or measure in own:
        return statement
    of = max((name for name in own if measure.startswith(f"{name}_")), key=len, default="")
    return statement._replace(key=(of, labels), derived=measure) if of else statement


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


def _said(key: Key) -> Key:
    """A cell by what is said of it: another table of its measure may have further columns."""
    return key[0], tuple(pair for pair in key[1] if pair[1])


def _finding(key: Key, low: float, high: float, why: str) -> tuple[object, ...]:
    return key[0], key[1], named(key), low, high, why


def _printed(
    said: list[Statement], withheld: set[Key], found: Read
) -> Iterator[tuple[object, ...]]:
    facts = {s.fact: s.key for s in said if s.fact and s.key in withheld}
    for s in said:
        if s.key in withheld and s.value is not None:
            what = f"{s.derived} of it printed there" if s.derived else "printed there"
            yield _finding(s.key, s.value, s.value, f"{s.where}: {what}")
    for fact, value, where in found.printed:
        if fact in facts:
            yield _finding(facts[fact], value, value, f"{where}: a data element of it")


def _changed(said: list[Statement], withheld: set[Key]) -> Iterator[tuple[object, ...]]:
    """Changes printed of withheld cells that no sum of two counts can say."""
    for s in said:
        before = differences.earlier(s)
        if s.value is not None and (s.derived or before is None):
            for key in withheld.intersection({s.key, before or s.key}):
                why = f"{s.where}: a change of {s.derived or 'it'} printed there"
                yield _finding(key, np.nan, np.nan, why)


def _unread(withheld: set[Key], found: Read) -> Iterator[tuple[object, ...]]:
    for where in found.unread if withheld else ():
        why = f"{where}: a drawing that cannot be read back"
        yield _finding(min(withheld), np.nan, np.nan, why)


def _drawn(
    counts: list[Statement], said: list[Statement], withheld: set[Key], found: Read
) -> Iterator[tuple[object, ...]]:
    """Points that stand at a label of a withheld cell and at no published figure."""
    gone = [s for s in counts if s.key in withheld and s.value is None]
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
    cells: set[Key],
) -> Iterator[Table]:
    """One table a measure, of all that the files say of it."""
    # A withheld cell that no file names is a part of its total all the same.
    values: dict[Key, float | None] = dict.fromkeys(sorted(withheld | cells))
    values |= {s.key: s.value for s in said if s.key not in withheld and s.value is not None}
    drawn_from = {display.column for given in displays.values() for display in given}
    for measure in sorted({key[0] for key in values} - drawn_from):
        keys = [key for key in values if key[0] == measure]
        wanted = displays.get(measure, ())
        rows = pd.DataFrame([dict(key[1]) for key in keys]).fillna("").astype(str)
        for column, total in sums.get(measure, {}).items():
            if isinstance(total, str) and column in rows:
                rows[column] = rows[column].replace("", total)
        rows["value"] = pd.Series([values[key] for key in keys], dtype=float)
        rows["marker"] = [WITHHELD if values[key] is None else "" for key in keys]
        for display in wanted:
            printed = [values.get((display.column, key[1])) for key in keys]
            rows[display.column] = pd.Series(printed, dtype=float)
        whole = bool((rows["value"].dropna() % 1 == 0).all())
        held = {c: t for c, t in sums.get(measure, {}).items() if c in rows}
        yield Table(name=measure, rows=rows, sums=held, displays=tuple(wanted), whole=whole)
