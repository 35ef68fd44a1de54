"""An imported statistic at the desk: measures with vintages, sources and reasons, as any table."""

from __future__ import annotations

import csv
import gzip
import io
import shutil
from pathlib import Path

import pytest

from mscp_analysis import areas, charts, data, rates, tables
from mscp_analysis.publishers import Stated, import_releases

NET_GAIN = {
    2022: "2022-release/la_cla_on_31_march_la_of_placement_net_gain.csv",
    2023: "2023-release/la_cla_on_31_march_la_of_placement_netgain.csv",
    2024: "2024-release/la_cla_on_31_march_la_of_placement_netgain.csv",
}
LEAVERS = "{}-release/la_care_leavers_activity.csv.gz"
WORKFORCE = "dfe-social-work-workforce/csww_indicators_2017_to_2023.csv"
PUBLISHED = areas.data_folder() / "published"
Numbers = dict[tuple[str, ...], str]


@pytest.fixture
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that the library reads."""
    monkeypatch.setenv("MSCP_DATA", str(folder))
    return folder


def printed(path: Path, *columns: str, value: str = "number") -> Numbers:
    """A release by plain csv: what is printed, by year, code and further columns."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    found = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        code = row.get("new_la_code") or row.get("region_code") or row["country_code"]
        found[row["time_period"], code, *(row[column] for column in columns)] = row[value]
    return found


def test_three_releases_are_one_table_with_its_vintages(desk, shared) -> None:
    files = {year: shared / "dfe-children-looked-after" / name for year, name in NET_GAIN.items()}
    said = {year: printed(path, "characteristic") for year, path in files.items()}
    import_releases([files[2024], files[2022], files[2023]], desk)

    held = data.load("looked_after_net_gain").number
    group = "Net gain of children by responsible LA"
    medway = held.at("2022-23", "Medway", characteristic=group)
    assert f"{medway.value:.0f}" == said[2024]["2023", "E06000035", group]
    assert (medway.release, medway.as_of, medway.unit) == ("cla-2024", "2024-11", "children")
    assert "Department for Education" in medway.sources[0].citation
    assert medway.date == "31 March 2023"

    then = data.load("looked_after_net_gain", known_at="2023-06-30").number
    assert then.periods[-1] == "2021-22"
    assert {*then.rows["release"]} == {"cla-2022"}

    # Every figure that the release of 2024 prints otherwise than that of 2022 is there twice.
    revised = [key for key, text in said[2022].items()
               if key in said[2024] and text.isdigit() and said[2024][key].isdigit()
               and text != said[2024][key]]  # fmt: skip
    assert revised
    year, code, group = revised[0]
    both = data.vintages("looked_after_net_gain", "number").where(characteristic=group).rows
    both = both[(both["area_code"] == code) & (both["period"].str.endswith(year[2:]))]
    values = dict(zip(both["release"], both["value"], strict=True))
    assert f"{values['cla-2022']:.0f}" == said[2022][year, code, group]
    assert f"{values['cla-2024']:.0f}" == said[2024][year, code, group]
    assert "revised" in set(both["status"])
    period = f"{int(year) - 1}-{year[2:]}"
    was = then.at(period, code, characteristic=group)
    assert f"{was.value:.0f}" == said[2022][year, code, group]


def test_a_newer_marker_never_takes_an_older_number(desk, shared) -> None:
    files = [shared / "dfe-children-looked-after" / LEAVERS.format(year) for year in (2022, 2024)]
    older, newer = (printed(path, "age", "activity") for path in files)
    import_releases(files, desk)
    held = data.load("care_leavers_activity").number
    key = next(key for key, text in newer.items() if text == "c" and older.get(key, "").isdigit())
    fact = held.at(key[0], key[1], age=key[2], activity=key[3])
    assert (fact.value, fact.marker, fact.release) == (None, "c", "cla-2024")
    then = data.load("care_leavers_activity", known_at="2023-01-31").number
    fact = then.at(key[0], key[1], age=key[2], activity=key[3])
    assert f"{fact.value:.0f}" == older[key]


def test_periods_that_are_days_or_long_ago_are_read_and_drawn(desk, shared) -> None:
    series = shared / "dfe-children-looked-after" / "2024-release" / "cla_time_series_1994_2024.csv"
    import_releases([series, shared / WORKFORCE], desk)
    since = data.load("looked_after_since_1994").number
    group = "Children looked after at 31 March"
    said = printed(series, "population_count")
    assert (
        f"{since.at('1993-94', 'England', population_count=group).value:.0f}"
        == (said["1994", "E92000001", group])
    )
    caseload = data.load("workforce").caseload_fte
    fact = caseload.at("2022-09-30", "Medway")
    assert fact.shown == printed(shared / WORKFORCE, value="caseload_fte")["2022", "E06000035"]
    assert (fact.date, fact.decimals) == ("30 September 2022", 1)
    assert "last" in charts.trend(caseload, "Medway", "2023-09-30").alt
    table = str(tables.series([caseload], "Medway", "2023-09-30"))
    assert ["2022-09-30", fact.shown] in [line.split() for line in table.splitlines()]


HEADING = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,la_name,new_la_code,cla_group,number"
)
GROUP = "Children missing during the year"


@pytest.fixture
def missing(tmp_path: Path, desk):
    """Import a release of children who went missing from Medway and Kent, year by year."""

    def write(years: range, cell: str = "40") -> None:
        lines = [
            f"{year},Reporting year,Local authority,E92000001,England,,,{dfe},{name},{code},"
            f"{GROUP},{cell}"
            for year in years
            for dfe, name, code in (("887", "Medway", "E06000035"), ("886", "Kent", "E10000016"))
        ]
        path = tmp_path / "missing.csv"
        path.write_text("\n".join([HEADING, *lines, ""]))
        import_releases(path, desk)

    return write


def test_a_count_becomes_a_rate_over_its_population(missing, desk) -> None:
    for ending in ("csv", "resource.yaml"):
        shutil.copy(PUBLISHED / f"population.{ending}", desk / "published")
    missing(range(2023, 2025))
    count = data.load("looked_after_missing").number
    assert count.breakdowns == []  # All rows are of one group, which tells none apart.
    rate = rates.rate(count, data.load("population", known_at="2024-12-31").children)
    # 40 of the 66,687 children of mid-2023, as the release of 2024 has them.
    assert rate.at("2023-24", "Medway").value == pytest.approx(40 / 66_687 * 10_000)
    assert rate.at("2023-24", "Medway").base == "mid-2023"


def test_all_names_are_told_and_what_is_not_there_is_refused(missing, desk) -> None:
    with pytest.raises(LookupError, match="no statistic is imported"):
        data.load("looked_after_missing")
    missing(range(2020, 2025))
    assert data.tables() == ["looked_after_missing"]
    with pytest.raises(
        LookupError,
        match=r"no table 'looked_after_mising' .*did you mean looked_after_missing\?.*imported are "
        "looked_after_missing",
    ):
        data.load("looked_after_mising")
    with pytest.raises(LookupError, match=r"first release is known from 30 November 2024"):
        data.load("looked_after_missing", known_at="2024-01-31")
    with pytest.raises(LookupError, match="has no measure 'percentage'; it has number"):
        data.vintages("looked_after_missing", "percentage")


def test_a_new_import_is_seen_at_once(missing) -> None:
    missing(range(2020, 2025), cell="40")
    assert data.load("looked_after_missing").number.at("2023-24", "Medway").shown == "40"
    missing(range(2020, 2025), cell="41.25")
    assert data.load("looked_after_missing").number.at("2023-24", "Medway").shown == "41.25"


def test_figures_that_are_not_those_of_the_description_are_refused(missing, desk) -> None:
    missing(range(2020, 2025))
    path = desk / "published" / "imported" / "looked_after_missing.resource.yaml"
    whole = path.read_text()
    path.write_text(whole.replace("rows: 10", "rows: 11"))
    with pytest.raises(ValueError, match="expected 11 rows, as the description says, came 10"):
        data.load("looked_after_missing")
    path.write_text(whole)
    next((path.parent / "looked_after_missing").iterdir()).unlink()
    with pytest.raises(LookupError, match="is missing, though its description is there"):
        data.load("looked_after_missing")


def test_words_are_no_measure(desk, shared) -> None:
    book = shared / "ofsted" / "LA_Inspection_Outcomes_as_at_March_2024.ods"
    import_releases(book, desk, stated=Stated())
    with pytest.raises(ValueError, match=r"words and not numbers.*publishers\.imported\('inspec"):
        data.load("inspection_judgements")
