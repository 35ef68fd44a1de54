"""People's own words: facts filled in, typed figures looked at, nothing that could do harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscp_analysis import prose, registers
from mscp_analysis.report.pages.reading import read_back

PARTNERSHIP = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What the page shows of some words, beside meetings of which two of three were held."""
    year = tmp_path / "partnerships" / "kent" / "2023-24"
    (year / "commentary").mkdir(parents=True)
    year.joinpath("../partnership.yaml").resolve().write_text(PARTNERSHIP)
    documents = "id,title,publisher,published,url\nreport,Report,Kent,2024-09-01,\n"
    year.joinpath("../documents.csv").resolve().write_text(documents)
    year.joinpath("meetings.csv").write_text("group,held\nA,yes\nB,yes\nC,no\n")
    statements = "id,section,said,document,page\nS1,partnership,about 430 children,report,9\n"
    year.joinpath("statements.csv").write_text(statements)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))

    def shown(words: str) -> prose.Commentary:
        year.joinpath("commentary", "partnership.md").write_text(words, encoding="utf-8")
        own = registers.open("Kent", "2023-24")
        held = own.meetings.where(held="yes").count()
        return prose.Commentary(own, "partnership", held=held)

    return shown


def test_a_fact_in_braces_is_filled_in_and_kept_in_the_ledger(say):
    shown = say("We met {held} {held:time|times}.\n")
    assert "We met 2 times." in repr(shown)
    assert read_back(shown.html).numbers[0].value == "2.0"
    assert [fact.value for fact in shown.facts] == [2.0]


def test_an_unknown_fact_is_named_with_its_line(say):
    with pytest.raises(ValueError, match=r"partnership\.md, line 3: expected one of \{held\}"):
        say("One.\n\nWe planned {planned} meetings.\n")


@pytest.mark.parametrize("place", ["held.__class__", "held.sources", "held!r", "held:>9", ""])
def test_nothing_but_facts_can_be_reached_from_braces(say, place):
    with pytest.raises(ValueError, match="line 1: expected one of"):
        say(f"{{{place}}}")


def test_a_typed_figure_without_source_is_listed_as_unchecked(say):
    shown = say("We met 12 times before 3 May 2023, and 18.6% came.")
    assert "Typed and not checked against any source: 12, 3 May 2023, 18.6%." in repr(shown)
    assert read_back(shown.html).loose_digits == []


def test_a_typed_figure_with_a_statement_is_linked_to_its_source(say):
    shown = say("There were about 430 children in custody.")
    assert "not checked" not in repr(shown)
    assert "#source-report-page-9" in shown.html
    assert [source.detail for source in shown.sources] == ["page 9"]


def test_the_name_of_a_section_of_a_statute_is_no_figure(say):
    assert "not checked" not in repr(say("A section 47 enquiry."))


def test_script_and_links_appear_as_text(say):
    shown = say("<script>alert('x')</script> [here](http://example.org) ![p](p.png)")
    page = read_back(shown.html)
    assert page.scripts == 0
    assert (page.links, page.loaded) == ([], [])
    assert "alert" in repr(shown)
    assert "here" in repr(shown)


def test_a_heading_never_outranks_those_of_the_page(say):
    assert [level for level, _ in read_back(say("# Ours\n\nWords.").html).headings] == [3]


def test_nothing_is_shown_where_nobody_wrote():
    own = registers.open("Surrey", "2023-24")
    assert prose.Commentary(own, "partnership").html == ""
