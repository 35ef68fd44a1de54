"""The year in a few lines: children first, then inspection, scrutiny, presentation and money."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from mscp_analysis import markup
from mscp_analysis.areas import Area
from mscp_analysis.data.key_figures import KeyFigure
from mscp_analysis.measures import Fact, Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.prose.phrases import Markup, Phrase
from mscp_analysis.registers import Registers, child_deaths, presentations, sums, vacancies
from mscp_analysis.wording import VERDICTS


def in_short(
    own: Registers, counts: Mapping[str, Mapping[str, Measure]], figures: Sequence[KeyFigure]
) -> list[Phrase]:
    """At most six sentences on a year, of which each is told at length in a chapter.

    Parameters
    ----------
    own : Registers
        The partnership's registers of the year.
    counts : mapping of str to mapping of str to Measure
        Its own counts of children, as ``data.own`` gives.
    figures : sequence of KeyFigure
        As ``data.key_figures`` gives them.

    Returns
    -------
    list of Phrase
        One sentence each; of an area that handed nothing in, only the one on published rates.

    Examples
    --------
    >>> from mscp_analysis import data, registers
    >>> own = registers.open("Medway", "2023-24")
    >>> in_short(own, data.own("Medway", "2023-24"), [])[1]
    When last inspected, Medway Council was graded “Good” (11 September 2023).
    """
    told = furthest(figures, own.area)
    if own.folder is None:
        return told
    deaths = _deaths(counts["child_deaths"]["deaths"], own.area, own.year)
    lines = [*_inspected(own), *_scrutineers(own), _presented(own), _money(own)]
    return [*told, deaths, *lines]


def furthest(figures: Sequence[KeyFigure], area: Area) -> list[Phrase]:
    """Which rate or share is furthest from England's, of those further than chance would make it.

    Parameters
    ----------
    figures : sequence of KeyFigure
        As ``data.key_figures`` gives them.
    area : Area
        Whose.

    Returns
    -------
    list of Phrase
        One sentence; none where no figure can be set beside England's.

    Examples
    --------
    >>> from mscp_analysis import areas
    >>> from mscp_analysis.data.key_figures import key_figures
    >>> place = areas.find("Medway")
    >>> print(furthest(key_figures(place, "2023-24", "2024-12-31"), place)[0].plain[:91])
    Medway differs most from England in referrals to children's social care: 792.2 per 10,000 c
    """
    beside = [each for each in figures if each.beside is not None and _known(each.beside.england)]
    known = [each for each in beside if each.beside is not None and _known(each.beside.fact)]
    apart = [each for each in known if " to" not in _side(each)]
    if not known:
        return []
    if not apart:
        words = (
            "In {year} no rate or share in the table below differs from England's by more than "
            "chance would explain."
        )
        return [Phrase(words, year=ReportingYear.parse(known[0].change.now.period[:7]))]
    most = max(apart, key=_ratio)
    words = (
        "{area} differs most from England in {name}: {rate}{unit} {rate.when}, {side} than "
        "England's {england}."
    )
    assert most.beside is not None
    fact = most.beside.fact
    england = Phrase("{it}%" if most.of else "{it}", it=most.beside.england)
    unit = Phrase("% of {of}", of=most.of) if most.of else Phrase(" {fact.unit}", fact=fact)
    return [
        Phrase(
            words,
            **{"area": area, "name": most.name, "rate": fact, "unit": unit},
            **{"england": england, "side": _side(most)},
        )
    ]


def from_print(printed: Fact) -> list[Phrase]:
    """That so many of the registers just told of are explained by documents and by nobody else.

    Parameters
    ----------
    printed : Fact
        As ``registers.missing.printed`` gives it.

    Returns
    -------
    list of Phrase
        One sentence; none where no reason is taken from a document.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import missing
    >>> own = registers.open("Medway", "2023-24")
    >>> len(from_print(missing.printed(missing.explained(own))))
    1
    """
    words = (
        "What is said of {n} of them for {n.period} is taken from printed reports and minutes, not "
        "from the partnership."
    )
    return [Phrase(words, n=printed)] if printed.value else []


def _known(fact: Fact) -> bool:
    return fact.value is not None


def _side(figure: KeyFigure) -> str:
    """``higher`` of *higher than*; of *similar to* both words."""
    assert figure.beside is not None
    said = VERDICTS[figure.beside.verdict(figure.beside.england)]
    return said.removesuffix(" than")


def _ratio(figure: KeyFigure) -> float:
    """How many times the one is the other, whichever is more; nought is furthest of all."""
    assert figure.beside is not None
    less, more = sorted([figure.beside.fact.number, figure.beside.england.number])
    return more / less if less else math.inf


def _money(own: Registers) -> Phrase:
    paid, earned = own.contributions.total("amount"), own.other_income.total("amount")
    sides = {
        "came in": sums.added("Income", paid, earned),
        "was drawn from the reserve": own.reserve.total("drawn"),
        "was spent": own.spending.total("actual"),
    }
    known = [
        Phrase("£{sum} {what}", sum=fact, what=what)
        for what, fact in sides.items()
        if fact.value is not None
    ]
    unknown = [what for what, fact in sides.items() if fact.value is None]
    words = "In {year} {known}" if known else "For {year} no sum of money is known"
    if known and unknown:
        words += "; how much {unknown} is not known"
    return Phrase(words + ".", year=own.year, known=known, unknown=unknown)


def _inspected(own: Registers) -> Iterator[Phrase]:
    """The latest grade that each body was given."""
    dated = own.inspections.rows.dropna(subset="date")
    graded = dated[dated["grade"] != ""].sort_values("date")
    words = "{who} was graded “{grade}” ({day})"
    latest = [
        Phrase(words, who=row["inspected"], grade=row["grade"], day=row["date"])
        for row in graded.drop_duplicates("inspected", keep="last").to_dict("records")
    ]
    if latest:
        yield Phrase("When last inspected, {latest}.", latest=latest)


def _scrutineers(own: Registers) -> Iterator[Phrase]:
    posts = own.scrutineers
    if posts.absence:
        return
    empty = vacancies.number(posts.where(held_at_year_end="no"))
    words = "{empty} of the {all} scrutineer {all:post|posts} {empty:was|were} vacant"
    if empty.value == 0:
        words = "{empty:No} scrutineer post was vacant"
    words += " at the end of {year}."
    yield Phrase(words, empty=empty, all=vacancies.number(posts), year=own.year)


def _presented(own: Registers) -> Phrase:
    days = presentations.first(own.presentations, "presented")
    if days.value is None:
        return Phrase("No day is known on which the report of {year} was presented.", year=own.year)
    words = "The report was first presented {days} {days:day|days} after {end}."
    return Phrase(words, days=days, end=own.year.end)


def _deaths(deaths: Measure, area: Area, year: ReportingYear) -> Phrase:
    if deaths.absence:
        return Phrase("{why}", why=Markup(markup.text(deaths.absence)))
    died = child_deaths.found(deaths, area, year)
    if died.value is None:
        words = "How many children died {died.when} is {died.why}."
        return Phrase(words, died=died)
    return Phrase("{died} {died:child|children} died {died.when}.", died=died)
