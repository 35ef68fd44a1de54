"""What the ledger says of a figure that stands on a page more than once."""

from __future__ import annotations

from mscp_analysis.measures import Fact
from mscp_analysis.report import ledger
from mscp_analysis.report.pages.reading import read_back


def repeated(method: str) -> dict:
    """As of the Isles of Scilly in 2021-22: none of ten, printed as 0.0 and worked out as such."""
    said = {"measure": "re_referrals", "title": "Re-referrals, percentage", "unit": "%"}
    said |= {"decimals": 1, "period": "2021-22", "timing": "year", "area": "Isles of Scilly"}
    return Fact(value=0.0, area_code="E06000053", sources=(), method=method, **said).record()


def test_a_rate_that_comes_out_as_it_was_printed_is_one_figure_known_in_two_ways():
    printed, computed = repeated(""), repeated("computed")
    assert printed["key"] == computed["key"]
    (row,) = ledger.rows({"a": [printed], "b": [computed]}, read_back("<html></html>"))
    assert (row["method"], row["chapter"]) == ("computed", "a | b")
