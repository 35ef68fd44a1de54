"""What must be refused, each with a sentence that names the argument."""

from __future__ import annotations

import pytest

from mscp_analysis import comparisons, rates, trends

BANDS = {"count": [5, 6], "population": [10, 10], "standard": [1, 1]}
REPEATED = {"events": [1, 2], "age": ["0-4", "0-4"]}


def direct(**changes):
    return rates.directly_standardised(**{**BANDS, **changes})


def indirect(rows, reference, group=None):
    figures = ([1] * rows, [10] * rows, [1] * reference, [10] * reference)
    return rates.indirectly_standardised(*figures, group=group)


REFUSED = {
    "inv-0001": (lambda: rates.rate([-65], [100]), "count: .* is -65"),
    "inv-0003": (lambda: rates.rate([80], [-100]), "population: .* is -100"),
    "inv-0004": (lambda: rates.rate([1], [2], confidence=0.5), "confidence: 0.5"),
    "inv-0007": (lambda: rates.rate([1], [2], confidence=[0.95, 0.998, 1.0]), "confidence: 1"),
    "inv-0008": (lambda: rates.rate([1], [2], confidence=[0.95, 0.98]), r"0.95 and 0.998, got"),
    "inv-0009": (lambda: rates.rate([1], [2], type="combined"), "type"),
    "inv-0012": (lambda: rates.proportion([80], [0]), "total: .* is 0"),
    "inv-0014": (lambda: rates.proportion([101], [100]), "count: .* above its total"),
    "inv-0015": (lambda: rates.proportion([1], [2], confidence=0.3), "confidence: 0.3"),
    "inv-0017": (lambda: rates.rate([1], [2], confidence=14), "confidence: 14"),
    "inv-0018": (lambda: rates.proportion([-4], [1]), "count: .* is -4"),
    "inv-0019": (lambda: rates.proportion([1000], [-6]), "total: .* is -6"),
    "inv-0022": (lambda: direct(population=[10, 0]), "population: row 1 .* is 0"),
    "inv-0023": (lambda: direct(population=[10, -558]), "population: row 1 .* is -558"),
    "inv-0025": (lambda: direct(standard=[-1, 1]), "standard: row 0 .* is -1"),
    "inv-0026": (lambda: direct(standard=[1, None]), "standard: row 1 .* no gaps"),
    "inv-0027": (lambda: direct(per=-1), "per: -1"),
    "inv-0029": (lambda: direct(population=[10, 11], **REPEATED), "population: row 1 .* is 11"),
    "inv-0030": (lambda: direct(standard=[1, 2], **REPEATED), "standard: row 1 .* is 2"),
    "inv-0034": (lambda: indirect(19, 18), "count has 19 rows and reference_count has 18"),
    "inv-0035": (lambda: indirect(3, 3, ["a", "a", "b"]), "group: 'b' has 1 rows and 'a' has 2"),
    "inv-0037": (
        lambda: comparisons.quantile([1, 2], 2, invert=[True, False], group=["a", "a"]),
        "invert: .* all rows of a group are inverted, or none",
    ),
    "inv-0039": (lambda: comparisons.funnel_points([5], [None], years=3), "rate: .* no population"),
    "inv-0041": (lambda: comparisons.funnel_points([5], [10]), "years: say how many years"),
    "inv-0042": (lambda: comparisons.funnel_baseline([5, None], [9, 9]), "count: row 1 .* needs"),
    "inv-0043": (lambda: comparisons.funnel_labels([-1], [9], 0.5), "count: .* is -1"),
    "inv-0044": (lambda: comparisons.funnel_labels([1], [0], 0.5), "denominator: .* is 0"),
    "inv-0047": (lambda: trends.xmr([1] * 20, fix_after=11), "fix_after: 11 points are too few"),
    "inv-0050": (lambda: trends.xmr([1, 2], dates=["2024-04-01", "soon"]), "dates: .* is 'soon'"),
}


def test_every_case_of_the_table_is_tried(table):
    assert set(table("invalid_input_cases")["case_id"]) == set(REFUSED)


@pytest.mark.parametrize(("call", "said"), REFUSED.values(), ids=REFUSED)
def test_refused(call, said):
    with pytest.raises((ValueError, TypeError), match=said):
        call()
