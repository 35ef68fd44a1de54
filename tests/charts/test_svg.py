"""Drawings with fewer bytes: the same marks at the same places, and nothing that nobody sees."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from mscp_analysis.charts.svg import slim
from mscp_analysis.disclosure.drawings import points

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn() -> str:
    figure = Figure(figsize=(4, 3))
    axes = figure.subplots()
    axes.plot([0, 1, 2], [10, 30, 20], "o-")
    axes.fill_between([0, 1, 2], [5, 25, 15], [15, 35, 25], alpha=0.2)
    axes.set_xticks([0, 1, 2], ["2021-22", "2022-23", "2023-24"])
    axes.annotate("Plans & more", (1, 30))
    text = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure.savefig(text, format="svg")
    return text.getvalue()


def numbers(svg: str) -> list[float]:
    """Every place of a mark, in the order in which they are drawn."""
    root, found = ElementTree.fromstring(svg), []
    for node in root.iter():
        if node.tag in (f"{SVG}path", f"{SVG}use") and node.get("style") != "fill: none":
            said = " ".join(node.get(name, "") for name in ("d", "x", "y"))
            found += [float(each) for each in re.findall(r"-?\d+\.?\d*", said)]
    return found


def test_every_mark_is_where_it_was(drawn):
    assert numbers(slim(drawn)) == numbers(drawn)
    assert len(numbers(drawn)) > 50


def test_words_and_styles_are_kept_and_names_that_nothing_refers_to_are_not(drawn):
    small = slim(drawn)
    root, whole = ElementTree.fromstring(small), ElementTree.fromstring(drawn)
    words = [["".join(n.itertext()) for n in each.iter(f"{SVG}text")] for each in (whole, root)]
    assert words[0] == words[1]
    assert "Plans & more" in words[1]
    ids = {n.get("id") for n in root.iter() if n.get("id")}
    asked = {*re.findall(r'(?:href="#|url\(#)([^")]+)', small)}
    assert asked <= ids
    assert all(re.match("axes_|[xy]tick_", each) for each in ids - asked)
    assert len(small) < 0.75 * len(drawn)
    assert not re.search("<!--|<metadata|<style|patch_", small)


def test_the_check_for_disclosure_reads_the_same_values_back(drawn):
    before, after = points(drawn), points(slim(drawn))
    known = {("2021-22", 10), ("2022-23", 30), ("2023-24", 20)}
    assert known <= {(p.label, round(p.value)) for p in after}
    assert [p.label for p in before] == [p.label for p in after]


def test_it_is_done_once(drawn):
    assert slim(slim(drawn)) == slim(drawn)


def test_a_program_that_gives_prefixes_of_its_own_changes_nothing(drawn):
    before = slim(drawn)
    ElementTree.register_namespace("", "http://schemas.example.org/workbook")
    assert slim(drawn) == before
