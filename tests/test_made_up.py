"""Exampleshire is found and loaded like any area, and no area that exists ever meets it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import yaml

from mscp_analysis import areas, comparisons, data, rates
from mscp_analysis.comparisons.standing import standing
from mscp_analysis.report import parameters

REPOSITORY = Path(__file__).parents[1]
SHIPPED = REPOSITORY / "data"
OWN = SHIPPED / "partnerships" / "exampleshire"
CODE = "X99000001"
YEARS = [f"{year}-{(year + 1) % 100:02d}" for year in range(2012, 2026)]


@pytest.fixture(scope="session")
def world(protected: Callable[[str], Path]) -> Path:
    """The data folder that the chapters of Exampleshire's report run on; only to be read."""
    return protected("Exampleshire")


@pytest.fixture
def within(world: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MSCP_DATA", str(world))
    return world


@pytest.fixture
def holding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Read a data folder of the shipped tables and only these partnerships."""

    def held(*names: str) -> Path:
        folder = tmp_path / "data"
        (folder / "partnerships").mkdir(parents=True)
        for name in ("published", "rules"):
            (folder / name).symlink_to(SHIPPED / name, target_is_directory=True)
        for name in names:
            whole = SHIPPED / "partnerships" / name
            shutil.copytree(whole, folder / "partnerships" / name)
        monkeypatch.setenv("MSCP_DATA", str(folder))
        return folder / "partnerships"

    return held


# Its place among the areas -----------------------------------------------------------------------


@pytest.mark.parametrize("written", ["Exampleshire", " exampleshire", CODE, CODE.lower()])
def test_it_is_found_by_its_name_and_code(written: str) -> None:
    found = areas.find(written)
    assert (found.code, found.name, found.kind, found.made_up) == (
        *(CODE, "Exampleshire", "authority", True),
    )
    assert areas.region(found).name == "South East"
    assert areas.partnership_of(found) == OWN
    assert found.is_open_in("2012-13")


def test_its_neighbours_are_ten_authorities_that_exist() -> None:
    near = areas.neighbours("Exampleshire", "2023-24")
    assert [each.rank for each in near] == list(range(1, 11))
    assert {each.model for each in near} == {"made up"}
    assert {each.code for each in near} <= {each.code for each in areas.authorities("2012-13")}
    with pytest.raises(LookupError, match="April 2021 list leaves out Exampleshire, which is made"):
        areas.neighbours("Exampleshire", "2023-24", "April 2021")


def test_no_list_of_areas_has_it() -> None:
    assert CODE not in {each.code for each in areas.register().areas}
    assert CODE not in {each.code for each in areas.regions()}
    for year in YEARS:
        assert CODE not in {each.code for each in areas.authorities(year)}
    assert not any(each.made_up for each in areas.register().areas)
    lists = pd.read_csv(SHIPPED / "published" / "statistical_neighbours.csv", dtype=str)
    assert CODE not in {*lists["area_code"], *lists["neighbour_code"]}


def test_a_mistyped_name_is_not_taken_for_it() -> None:
    with pytest.raises(LookupError) as refused:
        areas.find("Exampelshire")
    assert "Exampleshire" not in str(refused.value)


def test_where_its_partnership_is_not_held_nobody_knows_it(holding) -> None:
    holding("medway")
    with pytest.raises(LookupError, match="There is no area 'Exampleshire'"):
        areas.find("Exampleshire")


def test_a_request_says_that_it_is_made_up() -> None:
    asked = parameters.request("2023-24", partnership="exampleshire")
    assert (asked.made_up, asked.area.code, asked.folder) == (True, CODE, "exampleshire")
    assert asked == parameters.request("2023-24", area="Exampleshire")
    assert asked.name == "Exampleshire Safeguarding Children Partnership"
    assert not parameters.request("2023-24", partnership="medway").made_up


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"area_code": "E06000035"}, "key area_code: expected a code that no publisher issues"),
        ({"area": {"name": "Exampleshire"}}, "key area: expected name, neighbour_model, "),
        ({"area": {"neighbours": ["E06000031"] * 10}}, "key neighbours: expected ten different"),
        ({"made_up": False}, "expected both `made_up: true` and `area`"),
        ({"area": None}, "key area: expected"),
        ({"note": "x"}, "must say area_code, name, short_name; it says .*note"),
    ],
)
def test_a_wrong_description_is_refused(holding, change: dict, said: str) -> None:
    path = holding("exampleshire") / "exampleshire" / "partnership.yaml"
    about = yaml.safe_load(path.read_text("utf-8"))
    if set(change.get("area") or {}) == {"neighbours"}:
        change = {"area": about["area"] | change["area"]}
    path.write_text(yaml.safe_dump(about | change), encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        parameters.request("2023-24", partnership="exampleshire")


# Its figures ------------------------------------------------------------------------------------


def test_its_figures_are_laid_over_the_published_ones(within) -> None:
    plans = data.load("child_protection_plans")
    rows = pd.read_csv(OWN / "published" / "child_protection_plans.csv", keep_default_na=False)
    newest = rows[(rows["release"] == "made-up-cin-2025") & (rows["period"] == "2023-24")]
    figures = newest.set_index("measure")["value"]
    own = plans.at_31_march.at("2023-24", "Exampleshire")
    assert own.value == float(figures["at_31_march"])
    assert (own.release, own.as_of) == ("made-up-cin-2025", "2025-10")
    assert [source.publisher for source in own.sources] == ["Exampleshire (made up)"]
    england = plans.at_31_march.at("2023-24", "England")
    assert (england.value, england.release) == (49_900, "cin-2025")
    rate = rates.rate(plans.at_31_march, plans.population).at("2023-24", "Exampleshire")
    assert rate.value == pytest.approx(
        10_000 * float(figures["at_31_march"]) / float(figures["population"])
    )
    assert rate.base == "mid-2023"


def test_it_stands_beside_the_real_figures_of_the_same_release(within) -> None:
    care = data.load("children_looked_after")
    rate = rates.as_printed(care.at_31_march_rate, care.at_31_march, care.population)
    found = standing(rate, "Exampleshire", "2023-24")
    assert (found.england.value, found.region.value) == (70, 56)
    # Ten rates as the Department for Education printed them, added up by hand.
    assert found.mean.value == (75 + 79 + 97 + 60 + 95 + 56 + 62 + 64 + 70 + 53) / 10
    assert "named as the neighbours of Exampleshire, which is made up; 10 of 10" in found.model


def test_figures_of_another_release_are_still_refused(within) -> None:
    care = data.load("children_looked_after").at_31_march
    own = care.rows["area_code"] == CODE
    older = care.rows.assign(release=care.rows["release"].mask(own, "made-up-cla-2023"))
    codes = [each.code for each in areas.neighbours("Exampleshire", "2023-24")]
    with pytest.raises(ValueError, match=r"release \(.* November 2024 against .* November 2023\)"):
        comparisons.neighbours(care.with_rows(older), CODE, codes, "2023-24")


def test_every_measure_has_some_and_its_rates_are_of_its_counts(within) -> None:
    compared = 0
    for name in data.tables():
        for key, measure in data.load(name).items():
            assert len(measure.of("Exampleshire")), f"{name}.{key}"
        rows = pd.read_csv(OWN / "published" / f"{name}.csv")
        wide = rows.pivot_table("value", ["release", "period"], "measure", observed=True)
        for rate in [key for key in wide if key.endswith("_rate")]:
            true = 10_000 * wide[rate.removesuffix("_rate")] / wide["population"]
            assert (wide[rate] - true).abs().max() <= 0.5  # printed whole, or to one decimal
            compared += wide[rate].count()
    assert compared > 200


def test_there_is_something_of_every_kind_to_show(within) -> None:
    children = data.vintages("population", "children").of("Exampleshire")
    assert children[children["period"] == "mid-2020"]["value"].nunique() >= 4
    assert set(children["status"]) == {"final", "revised"}
    known_then = data.load("population", "2023-11-30").children.at("mid-2022", "Exampleshire")
    assert known_then.release == "made-up-cla-2023"
    referrals = data.load("referrals").referrals.of("Exampleshire")
    assert referrals[referrals["period"] == "2016-17"]["marker"].tolist() == ["x"]
    assert referrals["value"].notna().sum() == len(referrals) - 1
    factors = data.load("assessment_factors").assessments.of("Exampleshire")
    assert (factors["marker"] == "c").any()
    assert factors["value"].min() == 0 or factors["value"].min() >= 5


# What is refused --------------------------------------------------------------------------------


def _rewritten(folder: Path, change: Callable[[str], str], about: dict | None = None) -> None:
    """Change the made-up population and describe it anew."""
    path = folder / "exampleshire" / "published" / "population.csv"
    path.write_text(change(path.read_text("utf-8")), encoding="utf-8")
    beside = path.with_name("population.resource.yaml")
    said = yaml.safe_load(beside.read_text("utf-8")) | (about or {})
    said["hash"] = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    beside.write_text(yaml.safe_dump(said), encoding="utf-8")


def test_a_changed_byte_is_refused(holding) -> None:
    path = holding("exampleshire") / "exampleshire" / "published" / "population.csv"
    path.write_bytes(path.read_bytes().replace(b"mid-2012", b"mid-2011", 1))
    with pytest.raises(ValueError, match=r"population\.csv is not the table that its description"):
        data.load("population")


def test_a_row_of_another_area_is_refused(holding) -> None:
    _rewritten(holding("exampleshire"), lambda text: text.replace(CODE, "E06000035", 1))
    with pytest.raises(ValueError, match=r"row 2, column 'area_code': .* came 'E06000035'"):
        data.load("population")


def test_a_release_that_does_not_say_so_is_refused(holding) -> None:
    folder = holding("exampleshire")
    path = folder / "exampleshire" / "published" / "population.resource.yaml"
    sources = yaml.safe_load(path.read_text("utf-8"))["sources"]
    sources[0]["release"] = "cin-2022"
    _rewritten(
        folder, lambda text: text.replace("made-up-cin-2022", "cin-2022"), {"sources": sources}
    )
    with pytest.raises(ValueError, match="release 'cin-2022': expected a name that begins with"):
        data.load("population")


def test_other_measures_than_the_published_are_refused(holding) -> None:
    _rewritten(holding("exampleshire"), str, {"measures": {"children": {}}})
    with pytest.raises(ValueError, match=r"differs from that of .* in measures; run its generator"):
        data.load("population")


def test_a_partnership_that_exists_may_have_no_such_folder(holding, tmp_path) -> None:
    folder = holding("medway")
    shutil.copytree(OWN / "published", folder / "medway" / "published")
    said = "only a partnership that says `made_up: true` may have figures of its own"
    with pytest.raises(ValueError, match=said):
        data.load("population")
    with pytest.raises(ValueError, match=said):
        data.write_protected("Medway", tmp_path / "copy")


# Apart from all that exists ---------------------------------------------------------------------


def _told(area: str) -> list:
    """What is said of an area beside others, and the rows and ranks that it is said from."""
    plans, care = data.load("child_protection_plans"), data.load("children_looked_after")
    rate = rates.rate(plans.at_31_march, plans.population)
    printed = rates.as_printed(care.at_31_march_rate, care.at_31_march, care.population)
    beside = [standing(each, area, "2023-24") for each in (rate, printed)]
    ranks = comparisons.rank(rate, "lower")
    told = [vars(each) for each in beside]
    frames = [rate.rows, printed.rows, ranks, data.vintages("population", "children").rows]
    return [told, rate.sources, printed.sources, *(frame.to_csv() for frame in frames)]


@pytest.mark.parametrize("area", ["Medway", "Kent"])
def test_what_is_said_of_others_is_the_same_without_it(area: str, holding) -> None:
    beside = _told(area)
    holding("medway")
    assert _told(area) == beside
    assert CODE not in str(beside)
    assert "made-up" not in str(beside)


@pytest.mark.parametrize("area", ["Medway", "Kent"])
def test_the_data_of_anothers_report_hold_nothing_of_it(area: str, tmp_path) -> None:
    data.write_protected(area, tmp_path / "data")
    assert not (tmp_path / "data" / "partnerships" / "exampleshire").exists()


def test_its_own_report_reads_its_figures_and_no_other_partnerships(world) -> None:
    assert [path.name for path in (world / "partnerships").iterdir()] == ["exampleshire"]
    own = world / "partnerships" / "exampleshire"
    for path in (OWN / "published").iterdir():
        assert (own / "published" / path.name).read_bytes() == path.read_bytes()
    assert not (own / "generator").exists()


def test_nothing_made_up_stands_outside_its_folder() -> None:
    held = [*SHIPPED.rglob("*.csv"), *SHIPPED.rglob("*.yaml"), *SHIPPED.rglob("*.md")]
    kept = [*held, *(REPOSITORY / "notebooks").rglob("*.ipynb")]
    explored = REPOSITORY / "notebooks" / "explore"
    shown = [path for path in explored.glob("*.ipynb") if CODE in path.read_text("utf-8")]
    for path in shown:  # A desk's notebook may try it out, if it says what it is.
        assert "made up" in path.read_text("utf-8"), path
    others = [path for path in kept if OWN not in path.parents and path not in shown]
    assert len(others) > 20
    for path in others:
        text = path.read_bytes()
        assert CODE.encode() not in text, path
        assert b'"made-up-' not in text, path
        assert b"\nmade-up-" not in text, path


def test_every_row_of_its_figures_is_its_own_and_says_so() -> None:
    tables = sorted((OWN / "published").glob("*.csv"))
    assert [path.stem for path in tables] == data.tables()
    for path in tables:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        assert set(rows["area_code"]) == {CODE}
        assert rows["release"].str.startswith("made-up-").all()


def test_its_generator_gives_exactly_what_is_kept(tmp_path) -> None:
    subprocess.run([sys.executable, "-B", str(OWN / "generator"), str(tmp_path)], check=True)
    drawn = {
        path.relative_to(tmp_path): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    kept = {path.relative_to(OWN) for path in (OWN / "published").iterdir()}
    assert kept == {name for name in drawn if name.parts[0] == "published"}
    for name, content in drawn.items():
        assert (OWN / name).read_bytes() == content, name
        assert b"\r" not in content, name
