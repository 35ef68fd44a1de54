"""A register that is empty because nothing happened never stops a chapter."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscp_analysis import data, prose, registers, tables
from mscp_analysis.schemas import descriptions

OF_CHILDREN = [name for name, about in descriptions().items() if about.of_children]


@pytest.fixture
def nil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    year = tmp_path / "partnerships" / "kent" / "2023-24"
    year.mkdir(parents=True)
    text = "name: Kent SCP\nshort_name: KSCP\narea_code: E10000016\n"
    year.with_name("partnership.yaml").write_text(text)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))

    def given(name: str) -> None:
        (year / "returns.csv").write_text(f"register,state\n{name},nil\n")

    return given


@pytest.mark.parametrize("name", OF_CHILDREN)
def test_of_children_there_was_nothing_to_enter_and_that_is_a_sentence(nil, name):
    nil(name)
    for measure in data.own("Kent", "2023-24")[name].values():
        shown = prose.Notes().show(tables.series([measure], "Kent", "2023-24"))
        assert repr(shown) == (
            f"For 2023-24 there was nothing to enter on {descriptions()[name].subject}."
        )


def test_of_what_there_always_is_nothing_is_no_answer(nil):
    nil("spending")
    spent = registers.open("Kent", "2023-24").spending
    assert spent.absence.startswith("Nothing was supplied for 2023-24 on")
