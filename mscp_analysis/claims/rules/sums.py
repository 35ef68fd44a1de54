"""What a statement says that it follows from: sums, differences, shares, and parts of a whole."""

from __future__ import annotations

from collections.abc import Iterator

from mscp_analysis.claims.beside import Beside
from mscp_analysis.claims.findings import POINTS, RIGHT, Finding, places
from mscp_analysis.claims.formula import DATES
from mscp_analysis.claims.numbers import Number, When, printed
from mscp_analysis.claims.rules.held import agrees
from mscp_analysis.claims.rules.pairs import pairs
from mscp_analysis.claims.statement import Statement
from mscp_analysis.claims.worked import Reckoned, reckoned
from mscp_analysis.measures import Fact

RECKONED = "Reckoned from the other figures: {worked}"
"""How a number is told that follows from others."""

_ABOVE = "It is {a}, {by} more than the {b} "
PARTS = {
    "part of": ("part_above_whole", f"{_ABOVE}that it is said to be part of."),
    "at most": ("part_above_whole", f"{_ABOVE}that it is said not to exceed."),
    "perhaps part of": (
        "part_above_other",
        f"{_ABOVE}beside it, so that it cannot be part of them; what each counts is not said.",
    ),
}
"""What is told where a part is more than its whole, by how the register says that it is one."""

WAYS = {"plain": "without any sign", "brackets": "in brackets", "pound sign": "with a pound sign"}


def follows(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A figure is what it is said to follow from; one that is not printed is told."""
    found = reckoned(said, beside)
    if found is None or not isinstance(found.value, float):
        return
    worked, number = _fact(said, found.value), said.number
    printed = said.fact()
    facts: dict[str, object] = {"worked": worked, "printed": printed, "year": said.year}
    if number is None or number.value is None:
        if words := _unprinted(said):
            yield Finding(said, RIGHT, words, facts)
    elif _agrees(number, found):
        same = worked.size.shown == printed.size.shown
        words = ", as it says." if same else ", which is the {printed} that it says, rounded."
        yield Finding(said, RIGHT, RECKONED + words, facts)
    elif not found.open:
        is_sum = said.formula is not None and said.formula.is_sum
        points = POINTS if worked.unit == "%" else None
        facts["by"] = _fact(said, abs(number.value - found.value), points)
        facts["less"] = "less" if found.value < number.value else "more"
        words = "The parts named add up to {worked}, {by} {less} than the {printed} that it says."
        if not is_sum:
            words = RECKONED + ", and it says {printed}."
        yield Finding(said, "parts_do_not_sum" if is_sum else "arithmetic_differs", words, facts)


def parts_left_out(said: Statement, beside: Beside) -> Iterator[Finding]:
    """Shares of one whole add up to all of it."""
    found = _of_a_sum(said, beside)
    if found is None or not said.base or not all(part.is_percentage for part in found[0]):
        return
    total = found[1]
    if isinstance(total.value, float) and 100 - total.value > max(total.slack, 0.05):
        rest = said.fact(100 - total.value, "%", 1)
        facts = {"total": _fact(said, total.value), "rest": rest}
        words = "The shares that are given come to {total}; the other {rest} are not given."
        yield Finding(said, "parts_left_out", words, facts)


def of_one_unit(said: Statement, beside: Beside) -> Iterator[Finding]:
    """What is added up is counted in one unit."""
    found = _of_a_sum(said, beside)
    units = {part.counted or part.unit.casefold() for part in found[0]} - {""} if found else set()
    if len(units) > 1:
        words = "It adds up {units}, which cannot be added to each other."
        yield Finding(said, "units_mixed", words, {"units": sorted(map(_words, units))})


def written_alike(said: Statement, beside: Beside) -> Iterator[Finding]:
    """Amounts that belong together are written in one way."""
    if said.unit not in beside.limits.money:
        return
    found = _of_a_sum(said, beside)
    parts = [*found[0], said] if found else []
    numbers = [part.number for part in parts] + [_read(name) for name in said.names]
    ways = {WAYS[number.style] for number in numbers if number and number.style in WAYS}
    if len(ways) > 1:
        words = "The amounts are written {ways}."
        yield Finding(said, "formats_mixed", words, {"ways": sorted(ways)})


def of_a_whole(said: Statement, beside: Beside) -> Iterator[Finding]:
    """A part is no more than its whole."""
    for pair in pairs(said, beside):
        if said.relation not in PARTS or pair.gap is None or pair.values is None:
            continue
        facts = {"a": pair.first, "b": pair.second, "by": pair.by}
        open_whole = pair.other.number is not None and pair.other.number.bound != ""
        if pair.gap > 0 and not open_whole:
            yield Finding(said, *PARTS[said.relation], facts)
        elif said.relation != "at most" and pair.values[1] and not open_whole:
            facts["share"] = said.fact(100 * pair.values[0] / pair.values[1], "%", 1)
            yield Finding(said, RIGHT, "It is {share}% of the {b}.", facts)
        else:
            yield Finding(said, RIGHT, "It is {a}, not more than {b}.", facts)


def apart(said: Statement, beside: Beside) -> Iterator[Finding]:
    """How far a number lies from the one beside it, where nothing is said of the two."""
    for pair in pairs(said, beside):
        if said.relation or said.worked or pair.gap is None or pair.is_over_time or said.figure:
            continue
        facts = {"by": pair.by, "b": pair.second, "more": "more" if pair.gap > 0 else "less"}
        if pair.gap:
            yield Finding(said, RIGHT, "It is {by} {more} than the {b} beside it.", facts)


def _of_a_sum(said: Statement, beside: Beside) -> tuple[list[Statement], Reckoned] | None:
    """The parts of a plain sum and what they come to; None of anything else."""
    if said.formula is None or not said.formula.is_sum:
        return None
    found = reckoned(said, beside)
    parts = [beside.statements[each] for each in said.formula.ids if each in beside.statements]
    return (parts, found) if found else None


def _agrees(number: Number, found: Reckoned) -> bool:
    """Whether a printed number is what was worked out, rounding of its parts allowed for."""
    if isinstance(found.value, When):  # A date is no sum.
        return False
    said, worked = number.value or 0.0, float(found.value)
    if agrees(number, worked) or agrees(number, round(worked, 9)):
        return True
    # How far something moved is often said without its sign.
    if number.style != "brackets" and said >= 0 > worked and agrees(number, -worked):
        return True
    step = 0.5 * 10.0**-number.decimals
    return found.slack > 0 and abs(abs(said) - abs(worked)) <= step + found.slack


def _fact(said: Statement, number: float, unit: str | None = None) -> Fact:
    shown = said.number.decimals if said.number is not None else 0
    return said.fact(number, unit, shown or places(round(number, 9)), "Worked out")


def _unprinted(said: Statement) -> str:
    """What is told of a number that is not printed; nothing where another rule tells it."""
    formula = said.formula
    if formula is None or formula.called == "count" or (said.printed and said.relation):
        return ""  # The names are counted, the two compared.
    if formula.called not in DATES:
        return RECKONED + "."
    ends = [end for end in ("start", "end") if formula.names(end)]
    apart = "{worked} {worked:" + formula.called[:-1] + "|" + formula.called + "}"
    if len(formula.ids) == len(ends) == 1:
        return f"It is {apart} from the {ends[0]} of {{year}}."
    return f"Reckoned from its dates: {apart}."


def _words(unit: str) -> str:
    return unit if not any(letter.isdigit() for letter in unit) else "rates"


def _read(name: str) -> Number | None:
    try:
        return printed(name)
    except ValueError:
        return None


RULES = (follows, parts_left_out, of_one_unit, written_alike, of_a_whole, apart)
