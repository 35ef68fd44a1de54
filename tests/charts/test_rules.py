"""Colours that are the Analysis Function's and can be seen, axes from zero, words to be read."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mscp_analysis import charts, rates, registers
from mscp_analysis.charts import rules
from mscp_analysis.comparisons import standing
from mscp_analysis.data import load
from mscp_analysis.registers import funnels

STYLE = Path(charts.__file__).parents[1] / "report" / "template" / "style.css"
# Government Analysis Function, "Data visualisation: colours in charts", categorical palette.
AF = ["#12436d", "#28a197", "#801650", "#f46a25", "#3d3d3d", "#a285d1"]
GROUNDS = {"light": "#ffffff", "dark": "#14181c"}
NARROWEST = 308  # Pixels that a page of 320 leaves a chart.


def contrast(one: str, other: str) -> float:
    """By the formula of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module")
def rate():
    plans = load("child_protection_plans")
    return rates.rate(plans.at_31_march, plans.population)


@pytest.fixture(scope="module")
def every(rate):
    """One chart of each kind."""
    own = registers.open("Exampleshire", "2023-24")
    paid = own.contributions.by("agency", total="amount")
    steps = ("trained", "in_post", "used", "completed", "rescored")
    found = load("assessment_factors").assessments
    return [
        charts.trend(rate, "Medway", "2023-24", beside=["South East", "England"]),
        charts.neighbours(standing(rate, "Medway", "2023-24")),
        charts.funnel(rate, "Medway", "2023-24"),
        charts.control(load("child_protection_plans").at_31_march, "Medway", "2023-24"),
        charts.multiples(found, "Medway", "2023-24", "factor", ["Neglect", "Gangs"]),
        charts.bars(paid, "Exampleshire", "2023-24"),
        charts.stages(funnels.funnel(own.gcp2, *steps).facts, "Use of the tool"),
    ]


def test_contrast_is_reckoned_as_its_authors_do():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_colours_are_the_analysis_functions():
    assert {*charts.PALETTE.values()} <= {*AF}
    assert len({*charts.PALETTE.values()}) == len(charts.PALETTE)


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_marks_and_words_stand_out_from_the_ground(ground):
    for part, said in rules.rules()["colours"].items():
        least = 3.0 if part == "second" else 4.5  # Turquoise is for marks and never for words.
        assert contrast(said[ground], GROUNDS[ground]) >= least, (part, ground)


def test_page_sets_the_same_colours_on_a_light_ground_a_dark_one_and_paper():
    css = STYLE.read_text("utf-8")
    set_to = re.findall(r"--chart-(\w+): (#\w+)", css)
    said = rules.rules()["colours"]
    for part, colour in said.items():
        of_part = [value for name, value in set_to if name == part]
        assert of_part == [colour["light"], colour["dark"], colour["light"]], part
    assert {name for name, _ in set_to} == {*said}
    assert f"--ground: {GROUNDS['dark']}" in css


def test_no_words_are_drawn_in_a_colour_for_marks(every):
    for chart in every:
        words = [*ElementTree.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")]
        assert words, chart.title
        assert not [node for node in words if "chart-second" in node.get("style", "")], chart.title


def test_words_are_ten_pixels_high_on_the_narrowest_phone(every):
    for chart in every:
        width = float(re.search(r'viewBox="0 0 ([\d.]+)', chart.svg)[1])
        sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", chart.svg)]
        assert min(sizes) * NARROWEST / width >= 10, chart.title


def test_every_chart_says_what_it_finds_and_what_it_measures(every):
    for chart in every:
        assert chart.headline
        assert chart.headline != chart.title
        assert re.search(r"as of (\d+ )?\w+ 20\d\d\.", chart.subtitle), chart.subtitle
    shown = every[0]._repr_mimebundle_()[1]["image/svg+xml"]
    assert shown["headline"].startswith("Child protection plans: in Medway the rate is lower than")
    assert shown["sources"] == len(every[0].sources) > 0


def test_axes_start_at_zero_unless_a_rule_says_otherwise_and_then_the_chart_says_so(
    rate, every, monkeypatch
):
    def labels(svg: str) -> set[str]:
        nodes = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
        return {"".join(node.itertext()) for node in nodes}

    assert "0" in labels(every[0].svg)
    assert "axis" not in every[0].subtitle
    asked = rules.rules() | {"axis": {"from": 0, "measures": {rate.name: 20}}}
    monkeypatch.setattr(rules, "rules", lambda: asked)
    cut = charts.trend(rate, "Medway", "2023-24")
    assert "0" not in labels(cut.svg)
    assert cut.subtitle.endswith("The axis starts at 20 and not at zero.")
    beside = charts.neighbours(standing(rate, "Medway", "2023-24"))
    assert beside.subtitle.endswith("The axis starts at 20 and not at zero.")


def test_bars_are_never_cut_since_their_length_is_what_is_read(monkeypatch):
    paid = registers.open("Medway", "2023-24").contributions.by("agency", total="amount")
    whole = charts.bars(paid, "Medway", "2023-24")
    asked = rules.rules() | {"axis": {"from": 0, "measures": {paid.name: 5_000}}}
    monkeypatch.setattr(rules, "rules", lambda: asked)
    assert charts.bars(paid, "Medway", "2023-24").svg == whole.svg


def test_rules_that_say_something_else_are_refused(tmp_path, monkeypatch):
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "charts.yaml").write_text("colours: {}\naxes: {}\n", encoding="utf-8")
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    with pytest.raises(ValueError, match=r"charts.yaml: expected colours, and axis .*, found"):
        rules.rules()
