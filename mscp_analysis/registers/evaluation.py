"""What training changed: the same people's answers before and after, with an interval."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import pandas as pd
from scipy.special import stdtrit

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.registers.measured import FEWEST, measured, stated
from mscp_analysis.registers.register import Register

TITLE = "Mean change since before the course"


def paired_change(
    difference: float, sd: float, pairs: float, confidence: float = 0.95
) -> tuple[float, float]:
    """The interval of the mean change of the same people.

    The mean difference less and plus t(n - 1) times sd / sqrt(n), where t is the quantile of
    Student's distribution that leaves half of the rest on either side.

    Parameters
    ----------
    difference : float
        Mean of each person's change.
    sd : float
        Standard deviation of the changes, with n - 1 below the line; 0 or more.
    pairs : float
        How many people answered both times (n), two or more.
    confidence : float
        Fraction.

    Returns
    -------
    tuple of float
        Lower and upper limit, in the unit of the difference.

    Raises
    ------
    ValueError
        For fewer than two people, or a negative standard deviation.

    References
    ----------
    Altman DG, Gardner MJ. Means and their differences. In: Statistics with confidence. 2nd ed.,
    BMJ Books, 2000.

    Examples
    --------
    >>> low, high = paired_change(1.6, 2.0, 25)
    >>> round(low, 3), round(high, 3)
    (0.774, 2.426)
    """
    if pairs < 2 or sd < 0:
        raise ValueError(
            f"A mean change needs two people or more and a standard deviation of 0 or more; "
            f"came {pairs:g} people and {sd:g}."
        )
    half = float(stdtrit(pairs - 1, (1 + confidence) / 2)) * sd / sqrt(pairs)
    return difference - half, difference + half


def gains(evaluation: Register) -> Measure:
    """The mean change of each question, course and stage, with its interval.

    Parameters
    ----------
    evaluation : Register
        The register ``training_evaluation``.

    Returns
    -------
    Measure
        By ``question``; over fewer than ten people it is not shown.
    """
    facts = {_question(row): fact for row, fact in _changes(evaluation)}
    unsaid = "how the same people answered before and after their training"
    return stated(measured(evaluation, facts, "question", TITLE), unsaid)


def pairs(evaluation: Register) -> Measure:
    """How many people answered each question both times: the base of ``gains``."""
    facts = {
        _question(row): evaluation.with_rows(evaluation.rows.loc[[row.name]]).total("pairs")
        for row, _ in _changes(evaluation)
    }
    return measured(evaluation, facts, "question", "People asked both times")


@dataclass(frozen=True)
class Judged:
    """How many questions have a mean change, and how many of these rose or fell clearly.

    ``too_few`` counts those that fewer than ten people answered both times: of these nothing
    is judged.
    """

    number: Fact
    rose: Fact
    fell: Fact
    unclear: Fact
    too_few: Fact


def judged(evaluation: Register, stage: str) -> Judged:
    """Of how many questions the mean change is more than chance bears, at one stage.

    A change is clear where its interval does not hold nought.

    Parameters
    ----------
    evaluation : Register
        The register ``training_evaluation``.
    stage : str
        ``after`` or ``three months``.

    Returns
    -------
    Judged
        Without a value where no question has a change that may be shown.
    """
    own = evaluation.where(stage=stage)
    each = _changes(own)
    found = [(row.name, fact) for row, fact in each if fact.value is not None]
    known = [(name, *(limit.number for limit in fact.limits)) for name, fact in found]
    counts = {
        "number": [name for name, _, _ in known],
        "rose": [name for name, low, _ in known if low > 0],
        "fell": [name for name, _, high in known if high < 0],
        "unclear": [name for name, low, high in known if low <= 0 <= high],
        "too_few": [row.name for row, fact in each if fact.marker == "u"],
    }
    facts = {
        name: _counted(own, rows, name) if known else own.missing(f"{TITLE}: {name}")
        for name, rows in counts.items()
    }
    return Judged(**facts)


def _counted(own: Register, rows: list[object], name: str) -> Fact:
    return own.with_rows(own.rows.loc[rows]).count(f"{TITLE}: {name}")


def _changes(evaluation: Register) -> list[tuple[pd.Series, Fact]]:
    """Each row that says, or ought to say, how answers changed, and its change."""
    later = evaluation.rows[evaluation.rows["stage"] != "before"]
    return [(row, _change(evaluation, row)) for _, row in later.iterrows()]


def _change(evaluation: Register, row: pd.Series) -> Fact:
    one = evaluation.with_rows(evaluation.rows.loc[[row.name]])
    fact = replace(one.total("difference"), title=TITLE)
    if fact.value is None or pd.isna(row["sd"]) or pd.isna(row["pairs"]):
        return replace(fact, value=None, marker=fact.marker or "x")
    if row["pairs"] < FEWEST:
        return replace(fact, value=None, marker="u")
    lower, upper = paired_change(row["difference"], row["sd"], row["pairs"])
    return replace(fact, lower=lower, upper=upper)


def _question(row: pd.Series) -> str:
    stage = {"three months": "after three months", "after": "at the end"}.get(row["stage"], "")
    return f"{row['course']}: {row['item']}{f', {stage}' if stage else ''}"
