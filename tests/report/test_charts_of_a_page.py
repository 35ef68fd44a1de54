"""Charts on a page: none without its words and source, each named by what it finds."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from mscp_analysis import charts, data, rates
from mscp_analysis.report import chapters
from mscp_analysis.report.pages import page

COVER = dict.fromkeys(["name", "area", "year", "known_at", "status"], "2023-24")
TABLE = {"text/html": "<table><caption>Plans</caption></table>"}


@pytest.fixture(scope="module")
def shown():
    plans = data.load("child_protection_plans")
    rate = rates.rate(plans.at_31_march, plans.population)
    return charts.trend(rate, "Medway", "2023-24", beside=["England"])._repr_mimebundle_()


def notebook(shown, without: str = ""):
    picture, about = shown
    said = {name: words for name, words in about["image/svg+xml"].items() if name != without}
    outputs = [
        new_output("display_data", picture, metadata=about | {"image/svg+xml": said}),
        new_output("display_data", TABLE),
    ]
    cells = [new_markdown_cell("# Plans"), new_code_cell("plans", outputs=outputs)]
    return new_notebook(cells=cells)


@pytest.mark.parametrize(
    ("without", "words"),
    [
        ("alt", "text alternative"),
        ("headline", "headline that says what it finds"),
        ("title", "title that says what is measured"),
        ("sources", "source"),
    ],
)
def test_chart_that_lacks_its_words_or_its_source_stops_the_build(shown, without, words):
    chapters.check_outputs("01_plans.ipynb", notebook(shown))
    with pytest.raises(ValueError, match=f"01_plans.ipynb, cell 2 shows a chart without a {words}"):
        chapters.check_outputs("01_plans.ipynb", notebook(shown, without))


def test_chart_is_headed_and_named_by_its_finding_and_described_by_its_figures(shown):
    html = page.render([notebook(shown)], COVER)
    caption = html.partition("<figcaption>")[2].partition("</figcaption>")[0]
    said = "Child protection plans: in Medway the rate is lower than on "
    assert caption.startswith(f"<strong>{said}<time")
    assert caption.index("</strong>") < caption.index("The band is the interval of Medway.")
    assert f'-title">{said}31 March 2014, with wide swings between' in html
    assert '-desc">Line chart. Child protection plans per 10,000 children, Medway' in html
