"""What practitioners answered: each percentage with its base and interval, or without both."""

from __future__ import annotations

from dataclasses import replace

from mscp_analysis.measures import Fact, Measure
from mscp_analysis.registers.measured import Part, measured, part, shares
from mscp_analysis.registers.register import Register

AGREED = "Practitioners who said yes"


def made(surveys: Register) -> Fact:
    """How many surveys there were: several questions may be of one.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> made(registers.open("Medway", "2023-24").surveys).shown
    '1'
    """
    each = surveys.with_rows(surveys.rows.drop_duplicates("survey"))
    return each.count("Surveys of practitioners", "surveys")


def response(surveys: Register) -> Measure:
    """What part of those asked answered each survey; of its questions, the most answered one."""
    fullest = surveys.rows.sort_values("answered", ascending=False, kind="stable")
    each = surveys.with_rows(fullest.drop_duplicates("survey").sort_index())
    return shares(
        each, "answered", "sent", "survey", "Response rate",
        unsaid="how many people were asked and how many answered",
    )  # fmt: skip


def answers(surveys: Register) -> Measure:
    """What part of those who answered said yes to each question.

    A percentage that was printed without its base is given as printed, without an interval;
    over a base of fewer than ten there is none.

    Parameters
    ----------
    surveys : Register
        The register ``surveys``.

    Returns
    -------
    Measure
        By ``question``, with the survey's name before it where there are several surveys.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> answers(registers.open("Medway", "2023-24").surveys).rows["value"].tolist()
    [90.0, 52.0, 40.0]
    """
    each = {question: found.percent for question, found in _asked(surveys)}
    return measured(surveys, each, "question", AGREED)


def _asked(surveys: Register) -> list[tuple[str, Part]]:
    several = surveys.rows["survey"].nunique() > 1
    found = []
    for index, row in surveys.rows.iterrows():
        question = f"{row['survey']}: {row['item']}" if several else str(row["item"])
        one = surveys.with_rows(surveys.rows.loc[[index]])
        found.append((question, part(one, "agreed", "answered", AGREED, printed="percent")))
    return found


def extremes(surveys: Register) -> tuple[Part, Part]:
    """The question with the highest and that with the lowest percentage, each as its title."""
    items = [str(item) for item in surveys.rows["item"]]
    known = [
        replace(found, percent=replace(found.percent, title=item if alone else question))
        for (question, found), item in zip(_asked(surveys), items, strict=True)
        for alone in [items.count(item) == 1]
        if found.percent.value is not None
    ]
    if not known:
        nothing = replace(surveys.missing(AGREED), unit="%")
        return (Part(nothing, nothing, nothing),) * 2
    return max(known, key=_percent), min(known, key=_percent)


def without_base(surveys: Register) -> Fact:
    """How many questions have a percentage that was printed without its base."""
    rows = surveys.rows[surveys.rows["percent"].notna() & surveys.rows["answered"].isna()]
    return surveys.with_rows(rows).count("Questions printed without a base")


def _percent(found: Part) -> float:
    return found.percent.number
