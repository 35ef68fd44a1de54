"""What was found of statements, as sentences with their figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mscp_analysis import markup
from mscp_analysis.claims import RIGHT, Checked, Finding
from mscp_analysis.prose.phrases import Markup, Phrase
from mscp_analysis.severities import GRAVE

NOTHING = "By the figures known now, none of them is contradicted in such a way."


@dataclass(frozen=True)
class Told:
    """A statement, and what was found of it in words.

    Parameters
    ----------
    checked : Checked
        The statement and its findings.
    words : Phrase
        What is wrong with it or, where nothing is, what bears it out.
    """

    checked: Checked
    words: Phrase


def told(checked: Iterable[Checked], *states: str) -> list[Told]:
    """What was found of the statements that stand so, the gravest first.

    Parameters
    ----------
    checked : iterable of Checked
        As ``claims.check`` gives them.
    *states : {"differs", "to be explained", "right"}
        Of which statements.

    Returns
    -------
    list of Told

    Examples
    --------
    >>> told([], "differs")
    []
    """
    wanted = [each for each in checked if each.state in states]
    # What is right is shown with what bears it out, and with any note.
    shown = [(each, each.findings if each.state == RIGHT else each.wrong) for each in wanted]
    found = [Told(each, _whole(findings, each.note)) for each, findings in shown]
    return sorted(found, key=lambda each: [*GRAVE, ""].index(each.checked.severity))


def corrected(checked: Iterable[Checked], *verdicts: str) -> list[Phrase]:
    """A sentence for each finding of some verdicts, in the order of the verdicts.

    Parameters
    ----------
    checked : iterable of Checked
        As ``claims.check`` gives them.
    *verdicts : str
        Such as ``direction_reverses``; see ``data/rules/checks.yaml``.

    Returns
    -------
    list of Phrase
        A single one that says so where there is no such finding; none where nothing was checked.

    Examples
    --------
    >>> corrected([], "direction_reverses")
    []
    """
    looked = list(checked)
    found = [each for one in looked for each in one.wrong]
    phrases = [
        Phrase(
            "{said} (report of {year}): {found}",
            said=Markup(markup.text(each.said.said)),
            year=each.said.year,
            found=Phrase(each.words, **each.facts),
        )
        for verdict in verdicts
        for each in found
        if each.verdict == verdict
    ]
    return phrases or [Phrase(NOTHING) for _ in looked[:1]]


def _whole(found: Sequence[Finding], note: str) -> Phrase:
    """Several findings as one passage, with what the register notes of the statement."""
    phrases = [Phrase(each.words, **each.facts) for each in found]
    told = [*phrases, Markup(markup.text(f"{note.rstrip('.')}."))] if note else phrases
    parts = {f"part{'x' * place}": each for place, each in enumerate(told)}
    return Phrase(" ".join(f"{{{name}}}" for name in parts), **parts)
