"""The attacker of files finds a withheld cell wherever a report could let it slip."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure

from mscp_analysis.disclosure import Display, Table, attack_files, protect, settings
from mscp_analysis.disclosure.drawings import points

RULE = settings("partnership")
SUMS = {"plans": {"need": "Total"}}
YEARS = ["2021-22", "2022-23", "2023-24"]


def tidy(values: dict[str, float | None], measure: str = "plans") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure": measure,
            "period": "2023-24",
            "need": list(values),
            "value": pd.Series(list(values.values()), dtype=float),
            "marker": ["c" if value is None else "" for value in values.values()],
        }
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report that holds: 3 and 9 of 40 withheld."""
    (tmp_path / "data").mkdir()
    plans = tidy({"a": None, "b": None, "c": 28, "Total": 40})
    plans.to_csv(tmp_path / "data" / "plans.csv", index=False)
    ledger(tmp_path, [None, 28.0])
    return tmp_path


def ledger(folder: Path, values: list[float | None], **beside: float) -> None:
    rows = [
        {"key": f"f{need}", "measure": "plans", "area": "", "period": "2023-24", "value": value}
        | {"breakdown": f"need: {need}", "marker": "c" if value is None else "", **beside}
        for need, value in zip("ac", values, strict=True)
    ]
    pd.DataFrame(rows).to_csv(folder / "ledger.csv", index=False)


def found(folder: Path, **kept: object) -> dict[str, str]:
    findings = attack_files(folder, RULE, SUMS, **kept)  # type: ignore[arg-type]
    return dict(zip(findings["cell"], findings["why"], strict=True))


CELL = "plans: need a, period 2023-24"


def test_files_that_keep_to_the_decision_give_nothing_away(folder: Path) -> None:
    assert found(folder) == {}


def test_a_table_whose_cells_can_be_worked_out_is_found(folder: Path) -> None:
    # 40 - 28 - 9 = 3.
    naive = tidy({"a": None, "b": 9, "c": 28, "Total": 40})
    naive.to_csv(folder / "data" / "plans.csv", index=False)
    assert found(folder) == {CELL: "plans: need Total is the sum of its parts"}


def test_a_figure_in_the_ledger_is_found(folder: Path) -> None:
    ledger(folder, [3.0, 28.0])
    assert found(folder) == {CELL: "ledger.csv: printed there"}


def test_a_limit_beside_a_withheld_figure_is_found(folder: Path) -> None:
    ledger(folder, [None, 28.0], lower=0.62)
    assert found(folder) == {CELL: "ledger.csv, lower: printed there"}


@pytest.mark.parametrize(
    "element",
    [
        '<data value="3.0" data-fact="fa">',
        "<data title='more > less, \"a\"' value=3 data-fact=fa>",
        '<DATA\nvalue=3 data-fact=fa title=5">',
        '<data title="<data"/><data value="3" data-fact="fa"/>',
    ],
    ids=["as written", "a bracket in a text", "a stray quotation mark", "one within another"],
)
def test_a_data_element_of_the_page_is_found(folder: Path, element: str) -> None:
    page = f"<p>There were {element}3</data> such plans.</p>"
    (folder / "index.html").write_text(page, encoding="utf-8")
    assert found(folder) == {CELL: "index.html: a data element of it"}


def test_a_fact_in_a_notebooks_outputs_is_found(folder: Path) -> None:
    fact = {"measure": "plans", "period": "2023-24", "breakdown": "need: a", "value": 3.0}
    notebook(folder, {"text/plain": "<Sentence>"}, facts=[fact])
    assert found(folder) == {CELL: "chapter.ipynb: printed there"}


def test_a_data_element_in_a_notebooks_outputs_is_found(folder: Path) -> None:
    notebook(folder, {"text/html": ['<data value="3" ', 'data-fact="fa">3</data>']})
    assert found(folder) == {CELL: "chapter.ipynb: a data element of it"}


def notebook(folder: Path, data: dict, facts: list | None = None) -> None:
    about = {"mscp": {"kind": "sentence", "facts": facts or []}}
    output = {"output_type": "display_data", "data": data, "metadata": about}
    cells = [{"cell_type": "code", "outputs": [output]}, {"cell_type": "markdown"}]
    (folder / "chapter.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")


def drawing(values: list[float], across: bool = False) -> str:
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure = Figure()
        axes = figure.subplots()
        if across:
            axes.plot(values, YEARS, "o")
        else:
            axes.plot(YEARS, values, marker="o")
        text = io.StringIO()
        figure.savefig(text, format="svg")
    return text.getvalue()


@pytest.mark.parametrize("across", [False, True])
def test_a_chart_is_read_back_to_the_values_that_were_drawn(across: bool) -> None:
    read = points(drawing([4.0, 31.0, 18.0], across))
    drawn = dict(zip(YEARS, [4.0, 31.0, 18.0], strict=True))
    assert {point.label for point in read} == set(YEARS)
    assert all(abs(point.value - drawn[point.label]) < 4 * point.half for point in read)


@pytest.mark.parametrize("place", ["chart.svg", "index.html", "chapter.ipynb"])
def test_a_point_of_a_withheld_cell_is_found_in_a_chart(tmp_path: Path, place: str) -> None:
    rows = pd.DataFrame({"measure": "plans", "period": YEARS, "value": [12.0, None, 18.0]})
    rows["marker"] = ["", "c", ""]
    rows.to_csv(tmp_path / "plans.csv", index=False)
    for drawn, cells in (([12.0, float("nan"), 18.0], []), ([12.0, 4.0, 18.0], [YEARS[1]])):
        svg = drawing(drawn)
        if place == "chapter.ipynb":
            notebook(tmp_path, {"image/svg+xml": svg})
        else:
            page = svg if place == "chart.svg" else f"<main>{svg[svg.index('<svg') :]}</main>"
            (tmp_path / place).write_text(page, encoding="utf-8")
        findings = attack_files(tmp_path, RULE)
        assert findings["cell"].tolist() == [f"plans: period {year}" for year in cells]
        assert ((findings["lowest"] < 4.1) & (findings["highest"] > 3.9)).all()


def test_a_printed_rate_gives_a_withheld_count_back(tmp_path: Path) -> None:
    # 0.6 per 10,000 of 65,289 children: only 4 makes it.
    rows = [("plans", None, "c"), ("plans_rate", 0.6, ""), ("children", 65289.0, "")]
    frame = pd.DataFrame(rows, columns=["measure", "value", "marker"]).assign(area_code="A")
    frame.to_csv(tmp_path / "plans.csv", index=False)
    rate = Display(column="plans_rate", kind="rate", base="children", per=10_000)
    findings = attack_files(tmp_path, RULE, displays={"plans": [rate]})
    assert findings[["lowest", "highest"]].to_numpy().tolist() == [[4, 4]]


def test_a_decision_is_held_against_files_that_do_not_mention_it(tmp_path: Path) -> None:
    rows = tidy({"a": 3, "b": 9, "c": 28, "Total": 40})
    table = Table(name="plans", rows=rows, sums=SUMS["plans"])
    _, decision = protect([table], RULE)
    rows.to_csv(tmp_path / "plans.csv", index=False)
    assert set(found(tmp_path, decision=decision)) == set(decision.hidden["cell"])


def inlined(svg: str) -> str:
    """As the page holds an image: no declared prefixes, and names of its own."""
    bare = svg[svg.index("<svg") :].replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    assert "xlink:href" in bare
    assert "xmlns:xlink" not in bare
    own = bare.replace('id="', 'id="c1-').replace('href="#', 'href="#c1-')
    return f"<main>{own}</main>"


def test_a_point_is_found_in_an_image_that_a_page_has_taken_in(tmp_path: Path) -> None:
    rows = pd.DataFrame({"measure": "plans", "period": YEARS, "value": [12.0, None, 18.0]})
    rows.assign(marker=["", "c", ""]).to_csv(tmp_path / "plans.csv", index=False)
    for values, number in (([12.0, float("nan"), 18.0], 0), ([12.0, 4.0, 18.0], 1)):
        (tmp_path / "index.html").write_text(inlined(drawing(values)), encoding="utf-8")
        assert len(attack_files(tmp_path, RULE)) == number


@pytest.mark.parametrize("withheld", [True, False])
def test_a_drawing_that_cannot_be_read_is_a_finding_if_anything_is_withheld(
    folder: Path, withheld: bool
) -> None:
    (folder / "index.html").write_text("<svg><g>&nbsp;</g></svg>", encoding="utf-8")
    if not withheld:
        tidy({"a": 12, "c": 28, "Total": 40}).to_csv(folder / "data" / "plans.csv", index=False)
        ledger(folder, [12.0, 28.0])
    expected = {CELL: "index.html: a drawing that cannot be read back"} if withheld else {}
    assert found(folder) == expected


def other(folder: Path, value: float, **beside: str) -> None:
    """Another measure's figure in the same ledger."""
    row = {"measure": "referrals", "period": "2023-24", "value": value, "marker": "", **beside}
    pd.DataFrame([row]).to_csv(folder / "official.csv", index=False)


@pytest.mark.parametrize("value", [-9.0, 2.5, 3.0])
def test_official_figures_beside_ones_own_are_no_counts_to_attack(
    folder: Path, value: float
) -> None:
    other(folder, value)
    assert found(folder) == {}


def change(folder: Path, value: float, ending: str = "", need: str = "a", shown: str = "") -> None:
    """A change since the year before in the ledger, and the 5, 9 and 28 of that year."""
    title = f"Plans, change from 2022-23 to 2023-24{ending}"
    row = {"measure": "plans", "title": title, "period": "2023-24", "value": value}
    row |= {"breakdown": f"need: {need}", "shown": shown or f"{value:+g}", "marker": ""}
    pd.DataFrame([row]).to_csv(folder / "changes.csv", index=False)
    before = tidy({"a": 12, "b": 9, "c": 28}).assign(period="2022-23")
    before.to_csv(folder / "data" / "before.csv", index=False)


@pytest.mark.parametrize(("value", "ending"), [(-9.0, ""), (-75.0, ", per cent")])
def test_a_change_from_a_printed_count_gives_a_withheld_one_back(
    folder: Path, value: float, ending: str
) -> None:
    # 12 - 9 = 3, and a quarter of 12 is 3; with it 40 - 28 - 3 = 9.
    change(folder, value, ending)
    findings = attack_files(folder, RULE, SUMS).set_index("cell")[["lowest", "highest"]]
    other_cell = CELL.replace("need a", "need b")
    assert findings.T.to_dict("list") == {CELL: [3, 3], other_cell: [9, 9]}


def test_a_change_of_a_printed_count_gives_nothing_away(folder: Path) -> None:
    change(folder, 0.0, need="c", shown="+0")
    assert found(folder) == {}


def test_a_signed_figure_of_a_withheld_cell_that_says_no_earlier_period_is_found(
    folder: Path,
) -> None:
    row = {"measure": "plans", "period": "2023-24", "value": -9.0, "shown": "-9", "marker": ""}
    pd.DataFrame([row | {"breakdown": "need: a"}]).to_csv(folder / "changes.csv", index=False)
    assert found(folder) == {CELL: "changes.csv: a change of it printed there"}


@pytest.mark.parametrize("name", ["plans_rate", "plans_percent"])
@pytest.mark.parametrize("need", ["a", "c"])
def test_a_rate_of_a_withheld_count_is_found(folder: Path, name: str, need: str) -> None:
    tidy({need: 4.6}, name).to_csv(folder / "rates.csv", index=False)
    expected = {CELL: f"rates.csv: {name} of it printed there"} if need == "a" else {}
    assert found(folder) == expected


def test_a_change_of_a_rate_of_a_withheld_count_is_found(folder: Path) -> None:
    title = "Plans rate, change from 2022-23 to 2023-24"
    rows = tidy({"a": -1.2}, "plans_rate").assign(title=title, shown="-1.2")
    rows.to_csv(folder / "changes.csv", index=False)
    assert found(folder) == {CELL: "changes.csv: a change of plans_rate printed there"}


def test_a_cell_withheld_that_no_file_names_is_worked_out_from_its_total(tmp_path: Path) -> None:
    # 40 - 28 - 9 = 3, although the files do not say that there is a need a.
    rows = tidy({"a": 3, "b": 9, "c": 28, "Total": 40})
    _, decision = protect([Table(name="plans", rows=rows, sums=SUMS["plans"])], RULE)
    decision = replace(decision, hidden=decision.hidden[:1])
    rows[1:].to_csv(tmp_path / "plans.csv", index=False)
    assert found(tmp_path, decision=decision) == {CELL: "plans: need Total is the sum of its parts"}


def test_a_label_with_a_semicolon_is_read_whole(folder: Path) -> None:
    label = "a; and more"
    tidy({label: None, "Total": 40}).to_csv(folder / "data" / "plans.csv", index=False)
    row = {"measure": "plans", "period": "2023-24", "value": 3.0, "breakdown": f"need: {label}"}
    pd.DataFrame([row]).to_csv(folder / "ledger.csv", index=False)
    assert found(folder)["plans: need a; and more, period 2023-24"] == "ledger.csv: printed there"


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="holds no CSV, notebook, HTML or SVG file"):
        attack_files(tmp_path, RULE)


def test_a_total_is_not_taken_for_the_sum_of_the_parts_that_happen_to_be_printed(
    tmp_path: Path,
) -> None:
    """Only the total 40 is printed, a and b (3 and 9) are withheld, and c (28) is not shown."""
    _, decision = protect([whole()], RULE)
    tidy({"Total": 40}).to_csv(tmp_path / "plans.csv", index=False)
    cells = set(whole().keys())
    findings = attack_files(tmp_path, RULE, SUMS, decision=decision, cells=cells)
    assert findings.empty
    decision = replace(decision, hidden=decision.hidden[:1])
    tidy({"b": 9, "c": 28, "Total": 40}).to_csv(tmp_path / "plans.csv", index=False)
    findings = attack_files(tmp_path, RULE, SUMS, decision=decision, cells=cells)
    assert CELL in set(findings["cell"])


def whole() -> Table:
    rows = tidy({"a": 3, "b": 9, "c": 28, "Total": 40}).drop(columns="measure")
    return Table(name="plans", rows=rows, sums={"need": "Total"})
