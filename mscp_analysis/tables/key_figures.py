"""The year in figures: each key figure with its change, and beside others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mscp_analysis.changes import Change
from mscp_analysis.comparisons import Standing
from mscp_analysis.data.key_figures import KeyFigure
from mscp_analysis.measures import MARKERS, Fact
from mscp_analysis.periods import ReportingYear
from mscp_analysis.tables.table import Cell, Table
from mscp_analysis.wording import MOVED, VERDICTS

NOTE = (
    "“Rose” and “fell” stand where the change is more than chance would explain; where a number "
    "and its rate go the same way, one of them is judged for both. “Higher” and “lower” stand "
    "where the other figure lies outside the interval of this one. Rates and shares are compared "
    "with those of other areas, and numbers of children are not, since areas differ in size."
)


def key_figures(figures: Sequence[KeyFigure], area: str, year: str | ReportingYear) -> Table:
    """One table of the key figures of a year.

    Parameters
    ----------
    figures : sequence of KeyFigure
        As ``data.key_figures`` gives them.
    area : str
        The name that stands in the caption.
    year : str or ReportingYear
        The reporting year.

    Returns
    -------
    Table
        A row for each number, and one for the rate that goes with it; what moved, and where it
        stands, in words.

    Examples
    --------
    >>> from mscp_analysis.data.key_figures import key_figures as found
    >>> table = key_figures(found("Medway", "2023-24", "2024-12-31"), "Medway", "2023-24")
    >>> [cell if isinstance(cell, str) else cell.shown for cell in table.rows[1][1]]
    ['42.1', '44.3', 'no clear change', '41.6', 'similar', '36.1', 'higher']
    """
    label = ReportingYear.parse(year)
    rows = tuple(row for figure in figures for row in _rows(figure))
    return Table(
        caption=f"The year in figures, {area}, {label}",
        stub="Figure",
        columns=(
            *(label.label, label.previous().label, "What changed"),
            *("England", "Beside England", "Neighbours' mean", "Beside neighbours"),
        ),
        rows=rows,
        note=NOTE,
    )


def _rows(figure: KeyFigure) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    moved, name = figure.change, figure.name[:1].upper() + figure.name[1:]
    when = "" if moved.now.timing == "year" else f", {moved.now.date}"
    own = "as its share" if figure.decides == "share" else ""
    yield f"{name}{when}", (*_change(moved, "", own), *_beside(None))
    # Where no release holds it, once is enough to say so.
    if figure.rate is not None and figure.rate.now.marker != "n":
        unit = f"per cent of {figure.of}" if figure.of else figure.rate.now.unit
        judged = figure.judged
        own = "as the number" if figure.decides == "number" else ""
        yield f"{name}, {unit}", (*_change(figure.rate, judged, own), *_beside(figure.beside))


def _change(moved: Change, judged: str, instead: str) -> tuple[Cell, ...]:
    """Both figures and what changed, or ``instead`` where the other of the two is judged."""
    if instead:
        return moved.now, moved.before, instead
    word = MOVED[moved.direction]
    if moved.direction == "unknown" and not (moved.now.marker or moved.before.marker):
        word = f"{word}: {MARKERS[moved.difference.marker]}"  # Both figures are there to be seen.
    return moved.now, moved.before, f"{word} ({judged})" if judged else word


def _beside(standing: Standing | None) -> tuple[Cell, ...]:
    if standing is None:
        return ("",) * 4
    return tuple(
        cell
        for fact in (standing.england, standing.mean)
        for cell in (fact, _verdict(standing, fact))
    )


def _verdict(standing: Standing, comparator: Fact) -> str:
    """``higher`` of *higher than*."""
    if standing.fact.value is None or comparator.value is None:
        return "not known"
    return VERDICTS[standing.verdict(comparator)].rpartition(" ")[0]
