"""Figures that follow from others by a formula over the numbers of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mscp_analysis.claims.dates import When, when
from mscp_analysis.claims.formula import YEAR_AS_NAME, Value, Worked
from mscp_analysis.claims.limits import limits
from mscp_analysis.claims.spans import of_register
from mscp_analysis.claims.statement import DATED, Statement
from mscp_analysis.measures import Fact, Figure


class Known(Protocol):
    """What formulas may speak of: see ``Beside``."""

    @property
    def statements(self) -> Mapping[str, Statement]:
        """Statements by their numbers."""
        ...

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Figures by their names."""
        ...

    @property
    def reckonings(self) -> dict[Statement, Reckoned]:
        """What statements were found to come to, so that each is reckoned once."""
        ...

    def of(self, figure: Figure, said: Statement, period: str) -> Fact:
        """A figure for the area and part of a statement, in one period."""
        ...


@dataclass(frozen=True)
class Reckoned:
    """What a statement comes to, and how exact that is.

    Parameters
    ----------
    value : float or When
        The number or date.
    slack : float
        How far rounding of the figures that it is made of may carry it, either way.
    open : bool
        Whether one of these is only a bound, such as *over 500*.
    """

    value: Value
    slack: float = 0.0
    open: bool = False


def reckoned(said: Statement, beside: Known) -> Reckoned | None:
    """What a statement comes to by its own formula; None where it has none.

    Parameters
    ----------
    said : Statement
        The statement.
    beside : Known
        The statements and figures that its formula may speak of.

    Raises
    ------
    ValueError
        If the formula is none, speaks of what there is not, or of itself.
    """
    return _reckoned(said, said.formula, beside, ()) if said.formula else None


def value(said: Statement, beside: Known) -> float | None:
    """The number that a statement prints or, where it prints none, that follows from others.

    Examples
    --------
    >>> from mscp_analysis import claims, registers
    >>> own = registers.open("Medway", "2023-24")
    >>> said = claims.statements(own.statements)
    >>> value(said["C018"], claims.Beside(own.area, own.year, said))
    290.0
    """
    if said.number is not None:
        return said.number.value
    found = reckoned(said, beside)
    return found.value if found and not isinstance(found.value, When) else None


def round_in(way: Sequence[str]) -> str:
    """That a statement follows from itself, and by which others."""
    return f"it goes round in a circle: {' from '.join(way)}"


def circle(said: Statement, beside: Known) -> tuple[str, ...]:
    """The statements by which one follows from itself, whatever they print; mostly none.

    A list that is counted and a date that a span is counted from are no part of what follows;
    where another row's formula cannot be read, that row is told of.
    """
    ways: list[tuple[str, ...]] = [(said.id,)]
    seen = {said.id}
    while ways:
        way = ways.pop()
        for each in _made_of(beside.statements.get(way[-1], said), beside):
            if each == said.id:
                return (*way, each)
            if each not in seen:
                seen.add(each)
                ways.append((*way, each))
    return ()


def _made_of(said: Statement, beside: Known) -> list[str]:
    if said.formula is None:
        return []
    try:
        plain = [each for each in said.formula.ids if each not in said.formula.counted]
    except ValueError:  # It cannot be read.
        return []
    known = {each: beside.statements[each] for each in plain if each in beside.statements}
    return [name for name, each in known.items() if not _is_date(each)]


def _is_date(said: Statement) -> bool:
    return said.unit in DATED and bool(said.printed or said.date)


def _reckoned(said: Statement, formula: Worked, beside: Known, above: tuple[str, ...]) -> Reckoned:
    if said.id in above:
        raise ValueError(round_in([*above, said.id]))
    if said not in beside.reckonings:
        beside.reckonings[said] = _anew(said, formula, beside, above)
    return beside.reckonings[said]


def _anew(said: Statement, formula: Worked, beside: Known, above: tuple[str, ...]) -> Reckoned:
    known: dict[str, Reckoned] = {
        "start": Reckoned(of_register(said.year.start.isoformat())),
        "end": Reckoned(of_register(said.year.end.isoformat())),
    }
    for each in formula.ids:
        if each in formula.counted and each in beside.statements:
            known[f"count({each})"] = Reckoned(float(len(beside.statements[each].names)))
        elif each in beside.statements:
            known[each] = _leaf(beside.statements[each], beside, (*above, said.id))
        else:
            known[each] = _period(each) or _of_data(each, said, beside)
    plain = {name: found.value for name, found in known.items()}
    result = formula.value(plain)
    slack = sum(
        abs(formula.value({**plain, name: float(found.value) + found.slack}) - result)
        for name, found in known.items()
        if found.slack and not isinstance(found.value, When)
    )
    return Reckoned(result, slack, any(found.open for found in known.values()))


def _leaf(said: Statement, beside: Known, above: tuple[str, ...]) -> Reckoned:
    """A statement as another's formula takes it: as printed, else as it follows from others."""
    if _is_date(said):
        return Reckoned(said.when or of_register(said.date))
    number = said.number
    if number is None and said.formula is not None:
        return _reckoned(said, said.formula, beside, above)
    if number is None and said.date:
        return Reckoned(of_register(said.date))
    if number is None or number.value is None:
        raise ValueError(f"statement {said.id} has no single figure to reckon with")
    return Reckoned(number.value, _half_a_step(said), number.bound not in {"", "about"})


def _period(name: str) -> Reckoned | None:
    """A reporting year that stands in a formula, under the name that it took there."""
    if not name.startswith(YEAR_AS_NAME):
        return None
    return Reckoned(when(name.removeprefix(YEAR_AS_NAME).replace("_", "-")))


def _of_data(name: str, said: Statement, beside: Known) -> Reckoned:
    """A figure of the data that a formula names, for the area and period of the statement."""
    if name not in beside.figures:
        raise ValueError(f"there is no statement and no figure {name}")
    if not said.place.code:
        raise ValueError(f"there is no area {said.area!r} to take the figure {name} of")
    found = beside.of(beside.figures[name], said, said.dated)
    if found.value is None:
        raise ValueError(f"no figure {name} is held for {said.dated}")
    return Reckoned(found.value)


def _half_a_step(said: Statement) -> float:
    """How far a rounded figure may be from what it was: counts in whole numbers are exact."""
    number = said.number
    if number is None or number.value is None:
        return 0.0
    if number.bound == "about":
        return abs(number.value) * limits().about_percent / 100
    is_share = said.is_percentage or said.unit.startswith("per ")
    exact = number.decimals == 0 and not is_share
    in_pounds = number.unit == "£" and number.decimals >= 0  # And not in millions.
    return 0.0 if exact or in_pounds else 0.5 * 10.0**-number.decimals
