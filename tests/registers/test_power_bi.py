"""Exports of Power BI: other headings, months for quarters, words that are none of a register's."""

from __future__ import annotations

import pytest
import yaml

from mscp_analysis.registers import power_bi

MAPPING = {
    "columns": {"period": "Month", "measure": "KPI", "agency": "Organisation", "count": "Sum"},
    "measures": {"GCP2": "Graded Care Profile tools completed", "Health": "Referrals from health"},
    "agencies": {"LA": "Medway Council"},
    "leave_out": ["Total"],
}
ROWS = [
    ("April 2023", "GCP2", "LA", "4"),
    ("May 2023", "GCP2", "LA", "6"),
    ("June 2023", "GCP2", "LA", "1,005"),
    ("June 2023", "Total", "", "9,999"),
    ("July 2023", "GCP2", "LA", "2"),
    ("Jan-24", "GCP2", "LA", "1"),
    ("Feb-24", "GCP2", "LA", "*"),
    ("Mar-24", "GCP2", "LA", "3"),
    ("April 2024", "GCP2", "LA", "5"),
]


@pytest.fixture
def export(tmp_path):
    def made(rows=ROWS, mapping=MAPPING, encoding="utf-8-sig"):
        path = tmp_path / "export.csv"
        lines = ["Month,KPI,Organisation,Sum"]
        lines += [",".join(f'"{cell}"' for cell in row) for row in rows]
        path.write_bytes("\r\n".join(lines).encode(encoding))
        if mapping is not None:
            path.with_suffix(".mapping.yaml").write_text(yaml.safe_dump(mapping))
        return path

    return made


def test_months_are_added_up_and_an_incomplete_quarter_has_no_figure(export):
    found = power_bi.read(export())
    said = found[["year", "quarter", "agency", "count"]].to_numpy().tolist()
    assert said == [
        ["2023-24", "Q1", "Medway Council", "1015"],
        ["2023-24", "Q2", "Medway Council", "[x]"],
        ["2023-24", "Q4", "Medway Council", "[c]"],
        ["2024-25", "Q1", "Medway Council", "[x]"],
    ]
    assert found["note"].tolist()[1] == "The export lacks a month of this quarter"


@pytest.mark.parametrize(
    "label", ["2023-24 Q2", "2023/24 Qtr 2", "Q2 2023-24", "Quarter 2 2023/24", "2023-24, Q2"]
)
def test_quarters_are_read_however_they_are_labelled(export, label):
    found = power_bi.read(export([(label, "Health", "", "112")]))
    assert found[["year", "quarter", "count"]].to_numpy().tolist() == [["2023-24", "Q2", "112"]]


@pytest.mark.parametrize("label", ["Sep-23", "2023-09", "2023-09-01", "01/09/2023", "Sep 2023"])
def test_months_are_read_however_they_are_labelled(export, label):
    found = power_bi.read(export([(label, "Health", "", "112")]))
    assert found[["year", "quarter"]].to_numpy().tolist() == [["2023-24", "Q2"]]


def test_an_export_is_written_as_a_register_of_each_year(export, tmp_path):
    written = power_bi.write(export(), tmp_path / "partnership")
    assert [path.parent.name for path in written] == ["2023-24", "2024-25"]
    assert written[0].read_text().splitlines()[:2] == [
        "quarter,measure,agency,count,note",
        "Q1,Graded Care Profile tools completed,Medway Council,1015,",
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("spring", "Health", "", "1"), "row 2, column 'Month': expected a month such as"),
        (("2023 Q1", "Health", "", "1"), "column 'Month'"),
        (("2023-25 Q1", "Health", "", "1"), "is not a reporting year"),
        (("April 2023", "Other", "", "1"), "column 'KPI': expected one of .* came 'Other'"),
        (("April 2023", "Health", "", "many"), "column 'Sum': expected a whole number"),
        (("April 2023", "Health", "", "1.5"), "column 'Sum': expected a whole number"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(export, row, said):
    with pytest.raises(ValueError, match=said):
        power_bi.read(export([row]))


def test_a_mapping_that_is_missing_or_wrong_is_named(export):
    with pytest.raises(ValueError, match=r"expected export\.mapping\.yaml beside it"):
        power_bi.read(export(mapping=None))
    with pytest.raises(ValueError, match="under columns the heading of count"):
        power_bi.read(export(mapping={"columns": {"period": "Month", "measure": "KPI"}}))
    wrong = {**MAPPING, "columns": {**MAPPING["columns"], "count": "Value"}}
    with pytest.raises(ValueError, match="expected a heading 'Value' for count"):
        power_bi.read(export(mapping=wrong))


def test_a_file_in_another_encoding_is_refused(export):
    rows = [("April 2023", "Health", "Caf\u00e9", "1")]
    with pytest.raises(ValueError, match="UTF-8"):
        power_bi.read(export(rows, encoding="cp1252"))
