"""What registers and lists have on record, by kind, by origin, and by what nobody says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mscp_analysis.measures import Fact
from mscp_analysis.prose.phrases import Phrase
from mscp_analysis.prose.tallies import those
from mscp_analysis.registers import Register, over_time
from mscp_analysis.registers.evaluation import Judged


def of_kinds(found: Register, kinds: Sequence[str]) -> Phrase:
    """How many rows of a register are of each kind; its plural is the name with an *s*.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import reviews
    >>> of_kinds(registers.open("Medway", "2023-24").reviews, reviews.OTHER)
    1 local child safeguarding practice review and 1 learning lessons review
    """
    return those(
        *((f"{{n}} {{n:{kind}|{kind}s}}", found.where(type=kind).count()) for kind in kinds)
    )


def scored(found: Judged) -> Phrase:
    """How many mean scores are clearly higher than before a course, lower, or neither.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> from mscp_analysis.registers import evaluation
    >>> own = registers.open("Exampleshire", "2024-25")
    >>> scored(evaluation.judged(own.training_evaluation, "three months"))
    2 were clearly higher than before it and 3 showed no clear change
    """
    return those(
        ("{n} {n:was|were} clearly higher than before it", found.rose),
        ("{n} {n:was|were} clearly lower", found.fell),
        ("{n} showed no clear change", found.unclear),
        whole=True,
    )


def lacking(told: Mapping[str, Fact]) -> Phrase:
    """What nobody says of the elements that are missing, as ``statutory.unsaid`` counts it.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> asked = registers.open("Medway", "2023-24").requests
    >>> none, some = asked.where(status="declined").count(), asked.where(status="open").count()
    >>> lacking({"reason": none, "owner": some, "day": some})
    8 have nobody named who will supply them and 8 have no day set
    """
    gaps = those(
        ("{n} {n:has|have} no reason given", told["reason"]),
        ("{n} {n:has|have} nobody named who will supply {n:it|them}", told["owner"]),
        ("{n} {n:has|have} no day set", told["day"]),
    )
    return gaps if gaps.template else Phrase("each has a reason, a name and a day")


def explained(told: Fact, silent: Fact) -> Phrase:
    """Of how many of several things it is said why they are as they are, and of how many not.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> asked = registers.open("Medway", "2023-24").requests
    >>> explained(asked.where(status="answered").count(), asked.where(status="open").count())
    3 with a reason given and 8 without a reason
    """
    return those(("{n} with a reason given", told), ("{n} without a reason", silent), whole=True)


def origin(entries: Register) -> Phrase:
    """How many entries are taken from print, and how many are the partnership's own.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> origin(registers.open("Medway", "2023-24").elements)
    : all 21 taken from printed reports and minutes
    """
    printed = over_time.filled(entries, "document").count("From documents", "entries")
    own = entries.where(document="").count("From the partnership", "entries")
    said = those(
        ("{n} taken from printed reports and minutes", printed),
        ("{n} given by the partnership itself", own),
        whole=True,
    )
    return Phrase(": {said}", said=said) if said.template else said


def recorded(stands: Register) -> Phrase:
    """Where the statements on record come from, as ``claims.listed`` gives them.

    Examples
    --------
    >>> from mscp_analysis import claims, registers
    >>> from mscp_analysis.report.review import statements
    >>> own = registers.open("Exampleshire", "2024-25")
    >>> stands = claims.listed(statements.held_against_data(own), own.statements)
    >>> recorded(stands)
    all 7 printed in the report
    """
    printed = stands.where(of_report="yes", kind_of="printed").count()
    follow = stands.where(of_report="yes", kind_of="follows from others").count()
    return those(
        ("{n} printed in the report", printed),
        ("{n} that {n:follows|follow} from others", follow),
        ("{n} from papers and minutes about it", stands.where(of_report="no").count()),
        whole=True,
    )


def held(stands: Register) -> Phrase:
    """How the statements on record stand to the figures, as ``claims.listed`` gives them.

    Examples
    --------
    >>> from mscp_analysis import claims, registers
    >>> from mscp_analysis.report.review import statements
    >>> own = registers.open("Exampleshire", "2024-25")
    >>> stands = claims.listed(statements.held_against_data(own), own.statements)
    >>> held(stands)  # doctest: +NORMALIZE_WHITESPACE
    2 agree with figures or lists of the report itself, 3 could not be checked
    and 2 need a word of explanation
    """
    right = stands.where(state="right")
    return those(
        ("{n} {n:agrees|agree} with figures published elsewhere", right.where(by="data").count()),
        (
            "{n} {n:agrees|agree} with figures or lists of the report itself",
            right.where(by="own figures").count(),
        ),
        ("{n} could not be checked", stands.where(state="not checkable").count()),
        ("{n} {n:differs|differ}", stands.where(state="differs").count()),
        (
            "{n} {n:needs|need} a word of explanation",
            stands.where(state="to be explained").count(),
        ),
        whole=True,
    )
