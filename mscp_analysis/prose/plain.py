"""Sentences for young people: the same facts and verdicts, in words that need no explaining."""

from __future__ import annotations

from typing import Any

from mscp_analysis import markup
from mscp_analysis.changes import Change
from mscp_analysis.measures import Fact
from mscp_analysis.prose.movements import BROADLY
from mscp_analysis.prose.notes import Notes
from mscp_analysis.prose.phrases import Phrase
from mscp_analysis.prose.sentences import Absence, Sentence
from mscp_analysis.registers import Register

_THEN = "{then}, when there {before:was|were} {before:none}."
_SINCE = {
    "rose": f"That is more than {_THEN}",
    "fell": f"That is fewer than {_THEN}",
    "same": "That is the same as {then}.",
    "unchanged": f"That is about the same as {_THEN}",
    "unclear": "There {before:was|were} {before:none} {then}. "
    "The change is too small to tell us much.",
}
_UNSAID = {
    "c": "The number is not shown, so that nobody can be recognised.",
    "z": "That does not happen here.",
    "s": "The adults have not said.",
    **dict.fromkeys(("k", "low"), "Too few to say."),
}


def since(change: Change, then: str = "the year before") -> Phrase:
    """What became of a number, by the rule that the report goes by.

    Parameters
    ----------
    change : Change
        From the number before to the one now.
    then : str
        When the number before was.

    Returns
    -------
    Phrase
        One or two whole sentences. More and fewer are said only where the change is clear.

    Examples
    --------
    >>> from mscp_analysis import changes, data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> since(changes.change(plans, "Medway", "2023-24"))
    That is about the same as the year before, when there were 288.
    >>> since(changes.change(plans, "Medway", "2015-16"))
    That is more than the year before, when there were 475.
    """
    if change.direction == "unknown":
        return Phrase(_cannot_tell(change), then=then)
    found: str = change.direction
    if found == "unchanged":
        share = abs(change.percent.number) if change.percent.value is not None else BROADLY
        found = "unclear" if share >= BROADLY else found
    if change.difference.value == 0:
        found = "same"
    return Phrase(_SINCE[found], before=change.before, then=then)


def _cannot_tell(change: Change) -> str:
    if change.before.value is not None and change.now.value is not None:
        return "It is counted in a new way now, so nobody can say if it went up or down."
    return "Nobody can say if that is more or fewer than {then}."


def about(rate: Fact) -> Phrase:
    """How many that is in every thousand children.

    Parameters
    ----------
    rate : Fact
        As ``rates.rounded.in_every_thousand`` gives it.

    Returns
    -------
    Phrase
        A whole sentence; nothing where the rate is nought or not known.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> from mscp_analysis.rates import rate, rounded
    >>> plans = data.load("child_protection_plans")
    >>> found = rate(plans.at_31_march, plans.population).at("2023-24", "Medway")
    >>> about(rounded.in_every_thousand(found))
    That is about 4 in every thousand children here.
    """
    if not rate.value:
        return Phrase("")
    if rate.shown == "0":
        return Phrase("That is fewer than one in every thousand children here.")
    return Phrase("That is about {rate} in every thousand children here.", rate=rate)


def unsaid(fact: Fact) -> str:
    """Why a number is not told.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans").at_31_march
    >>> unsaid(plans.at("2023-24", "Medway")), unsaid(plans.find("2023-24", "E09000001"))
    ('', 'The number is not shown, so that nobody can be recognised.')
    """
    if fact.value is not None:
        return ""
    return _UNSAID.get(fact.marker, "The number is not known.")


def say(notes: Notes, template: str, absent: str, **parts: Any) -> Sentence | Absence:
    """A sentence, or plain words where its facts are of a register that nobody supplied.

    Parameters
    ----------
    notes : Notes
        The page's.
    template : str
        See ``Notes.say``.
    absent : str
        What to say where nothing was supplied.
    **parts
        See ``Notes.say``.

    Returns
    -------
    Sentence or Absence
    """
    said = notes.say(template, **parts)
    return Absence(absent) if isinstance(said, Absence) else said


class Told:
    """What the partnership wrote down for young people in a register, row by row.

    Parameters
    ----------
    register : Register
        With a column ``for_young_people``.
    lead : str
        What stands above the rows.
    adult : str
        What to say where none of its rows is in words for young people.
    absent : str, optional
        What to say where the register was not supplied; nothing where it is left out.
    at_most : int
        How many rows one side of paper bears; the report has all of them.

    Examples
    --------
    >>> from mscp_analysis import registers
    >>> own = registers.open("Medway", "2023-24")
    >>> print(Told(own.voice_changes, "This changed:", adult="Not in plain words."))
    ... # doctest: +NORMALIZE_WHITESPACE
    This changed:
    Pupils said which places at school may not be safe. Toilets were changed. Staff changed how
    they speak in corridors between lessons.
    """

    facts: tuple[Fact, ...] = ()

    def __init__(
        self, register: Register, lead: str, adult: str, absent: str = "", at_most: int = 4
    ) -> None:
        chosen = register.rows[register.rows["for_young_people"] != ""].iloc[:at_most]
        self.rows = [*chosen["for_young_people"]]
        self.sources = register.with_rows(chosen).sources if self.rows else ()
        self.lead = lead if self.rows else absent if register.absence else adult

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        items = "".join(f"<li>{markup.text(said)}</li>" for said in self.rows)
        rows = f"<ul>{items}</ul>" if items else ""
        html = f"<p>{markup.text(self.lead)}</p>{rows}" if self.lead else ""
        kind = "sentence" if self.rows else "absence"
        return {"text/html": html, "text/plain": repr(self)}, {"mscp": {"kind": kind, "facts": []}}

    def __repr__(self) -> str:
        return "\n".join([self.lead, *self.rows])


def publishers(notes: Notes) -> list[str]:
    """Who counted what the page tells: each publisher that it cites, once."""
    return [*dict.fromkeys(source.publisher for source in notes.listed)]
