"""Printed figures beside the same figures as they are known now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mscp_analysis.changes import between
from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.statement import Statement
from mscp_analysis.measures import Fact


@dataclass(frozen=True, eq=False)
class Revision:
    """A printed figure, and the figure known now for the same quantity.

    Parameters
    ----------
    said : Statement
        What printed it.
    printed, known : Fact
        For the same measure, area and period.
    difference : Fact
        ``known`` less ``printed``.

    Examples
    --------
    >>> from mscp_analysis import claims, data, registers
    >>> own = registers.open("Medway", "2023-24")
    >>> said = claims.statements(own.statements)
    >>> beside = claims.Beside(own.area, own.year, said, data.figures())
    >>> revisions([said["C018"]], beside)[0].known.shown
    '281'
    """

    said: Statement
    printed: Fact
    known: Fact
    difference: Fact

    @property
    def why(self) -> str:
        """Why the two differ, as the register says; that they do not, where they do not."""
        return self.said.note or ("" if self.difference.value else "Unchanged.")


def revisions(said: Iterable[Statement], beside: Beside) -> tuple[Revision, ...]:
    """The printed figures that a publisher has published as well, each beside what is known now.

    Parameters
    ----------
    said : iterable of Statement
        Statements of one or more reports.
    beside : Beside
        What they are held against.

    Returns
    -------
    tuple of Revision
        In their order; those that print no number, or of which nothing is known now, have none.

    Examples
    --------
    >>> from mscp_analysis import claims, data, registers
    >>> own = registers.open("Medway", "2023-24")
    >>> said = claims.statements(own.statements)
    >>> beside = claims.Beside(own.area, own.year, said, data.figures())
    >>> first = revisions(said.values(), beside)[0]
    >>> first.printed.shown, first.known.shown, first.difference.shown
    ('290', '281', '−9')
    """
    found = (_revision(each, beside) for each in said if _is_published(each, beside))
    return tuple(each for each in found if each is not None)


def _is_published(said: Statement, beside: Beside) -> bool:
    figure = beside.figures.get(said.figure)
    return figure is not None and (figure.editions is not None or figure.count is not None)


def _revision(said: Statement, beside: Beside) -> Revision | None:
    """Against the period that it is printed for, whichever it is of."""
    known, number = beside.held(said, said.of_period), said.number
    if known is None or known.value is None or number is None or number.value is None:
        return None
    printed = replace(
        known,
        value=number.value,
        decimals=number.decimals,
        lower=None,
        upper=None,
        release="printed",
        as_of=said.source.published,
        status="printed",
        sources=(said.source,),
    )
    apart = between(printed, known).difference
    # Reports repeat a figure, on another page or in another year: each is a number of its own.
    name = f"statements.{said.id}"
    return Revision(
        said, replace(printed, measure=name), known, replace(apart, measure=f"{name}.difference")
    )
