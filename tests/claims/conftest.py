"""A statement in a line, what it is held against, and the sentences of what is found."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mscp_analysis import areas, claims, data
from mscp_analysis.periods import ReportingYear
from mscp_analysis.prose import Phrase
from mscp_analysis.schemas import descriptions
from mscp_analysis.sources import Source

COLUMNS = dict.fromkeys(descriptions()["statements"].known, "")
REPORT = Source("A partnership", "Annual report", "a-report", "2023-12-01")


def statement(own: str = "Derby", year: str = "2022-23", source: Source = REPORT, **cells: str):
    """One statement of a partnership's report; a cell that is not given is blank."""
    unknown = set(cells) - set(COLUMNS)
    assert not unknown, f"the register of statements has no {unknown}"
    row = {**COLUMNS, "id": "A", "said": "What is said", "section": "One", **cells}
    return claims.Statement(row, ReportingYear.parse(year), areas.find(own), source)


@pytest.fixture(scope="session")
def said():
    """Makes one statement of its cells; ``own`` and ``year`` say whose and of which year."""
    return statement


@pytest.fixture(scope="session")
def figures():
    """The published figures as they are known now."""
    return data.figures()


@pytest.fixture(scope="session")
def beside(figures):
    """What these statements are held against: each other, the data, and what else is told."""

    def held(*statements, figures=figures, **told):
        first, every = statements[0], {each.id: each for each in statements}
        return claims.Beside(first.own, first.year, every, figures, **told)

    return held


@pytest.fixture
def checked(beside):
    """Hold statements against the data: what was found of the first, in verdicts and words."""

    def check(*statements, **told):
        found = claims.check([statements[0]], beside(*statements, **told))[0]
        sentences = [repr(Phrase(each.words, **each.facts)) for each in found.findings]
        return SimpleNamespace(
            verdicts=[each.verdict for each in found.findings],
            words=" ".join(sentences),
            state=found.state,
            value=found.value,
            checked=found,
        )

    return check
