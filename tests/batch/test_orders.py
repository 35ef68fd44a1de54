"""Which reports are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mscp_analysis.report.batch import orders


def places(*words: str, **said: str) -> list[str]:
    return [each.place.as_posix() for each in orders(*words, **said)]


def test_all_areas_are_those_that_existed_at_the_end_of_each_year():
    """152 in 2022-23; in April 2023 Cumbria became two: the Department counts 153 since then."""
    found = places("2022-23..2023-24", places="all")
    assert len(found) == 152 + 153
    assert "cumbria/2022-23" in found
    assert "cumbria/2023-24" not in found
    assert {"cumberland/2023-24", "westmorland-and-furness/2023-24"} <= set(found)


def test_a_region_has_the_authorities_that_its_publisher_puts_into_it():
    """The twelve of the North East, in the order of their codes."""
    names = ["hartlepool", "middlesbrough", "redcar-and-cleveland", "stockton-on-tees"]
    names += ["darlington", "county-durham", "northumberland", "newcastle-upon-tyne"]
    names += ["north-tyneside", "south-tyneside", "sunderland", "gateshead"]
    found = places("2023-24", places="region: North East")
    assert found == [f"{name}/2023-24" for name in names]


def test_a_report_that_is_asked_for_twice_is_built_once():
    said = {"places": "Medway, 887,Kent", "partnerships": "medway"}
    assert places("2023-24,2023/24", **said) == ["medway/2023-24", "kent/2023-24"]


def test_partnerships_can_be_asked_for_all_at_once_and_as_known_at_a_day():
    found = places("2023-24", partnerships="all", known_at="2024-12-01")
    day = "2023-24-known-at-2024-12-01"
    assert found == [f"exampleshire/{day}", f"medway/{day}"]


@pytest.mark.parametrize(
    ("years", "asked", "sentence"),
    [
        ("2023-24", {}, "needs areas or partnerships"),
        ("2023-24", {"places": "Medwy"}, "the nearest names are Medway"),
        ("2023-24", {"places": "region:Kent"}, "Kent is no region: there are North East"),
        ("2023-24", {"places": "South East"}, "a report is about an authority"),
        ("2023-24..2021-22", {"places": "Kent"}, "write the earlier year first"),
        ("2023-24..", {"places": "Kent"}, "year"),
        ("1823-24", {"places": "Kent"}, "1823"),
        ("2022-23", {"places": "Cumberland"}, "did not exist on 31 March 2023"),
    ],
)
def test_what_cannot_be_built_is_refused_before_anything_is(years, asked, sentence):
    with pytest.raises((ValueError, LookupError), match=sentence):
        orders(years, **asked)


def test_whoever_asks_for_many_reports_imports_nothing_that_builds_them():
    code = "import sys; from mscp_analysis.report import batch; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {*done.stdout.split()}
    assert "mscp_analysis.report.batch.running" in loaded
    assert not {"distributed", "nbconvert", "pandas", "papermill"} & loaded
