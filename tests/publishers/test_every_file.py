"""Every file that publishers sent, and what becomes of it: figures, or a reason why not.

How many figures there are is counted by plain ``csv`` in the cells, or worked out by hand from
the number of areas and columns where the file is no text.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from pathlib import Path

import pytest

from mscp_analysis import areas
from mscp_analysis.publishers import figures, statistic, whole
from mscp_analysis.publishers.containers import unpacked
from mscp_analysis.publishers.faults import Faults
from mscp_analysis.publishers.recognising import recognise

CIN, CLA = "dfe-children-in-need", "dfe-children-looked-after"
ISSUED = "--published 2024-11"
PLACES = {
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
    *("region_code", "region_name", "old_la_code", "new_la_code", "la_name", "LA_order"),
    *("New_geog_code", "geog_l", "geog_c", "geog_n"),
}

# Tables that the pages of a report stand on: release, years, and the columns that are kept.
KEPT = {
    f"{CIN}/{year}-release/{name}": (f"cin-{year}", first, last, columns)
    for first, last, columns, files in (
        ("2012-13", "", ["At31_episodes", "At31_episodes_rate", "Started_episodes",
         "Started_episodes_rate", "Ended_episodes", "Ended_episodes_rate"],
         {y: f"b1_children_in_need_2013_to_{y}.csv" for y in (2022, 2023, 2024)}),
        ("2012-13", "", ["Referrals", "Referrals_rate", "Re_referrals", "Re_referrals_percent"],
         {y: f"c1_children_in_need_referrals_and_rereferrals_2013_to_{y}.csv"
          for y in (2022, 2023, 2024)}),
        ("2017-18", "", [*range(11, 51)],
         {y: f"c3_factors_identified_at_end_of_assessment_2018_to_{y}.csv"
          for y in (2022, 2023, 2024)}),
        ("2012-13", "", ["Section47", "Section47_rate", "ICPC", "ICPC_rate"],
         {2022: "c4_children_in_need_section_47s_and_icpcs_2013_to_2022.csv"}),
        ("2012-13", "", ["CPP_At31_rate"], {2022: "d1_child_protection_plans_2013_to_2022.csv"}),
        ("2012-13", "", ["CPP_start", "CPP_subsequent", "CPP_subsequent_percent"],
         {y: f"d3_cpps_subsequent_plan_2013_to_{y}.csv" for y in (2022, 2023, 2024)}),
        ("2012-13", "", ["CPP_At31", "2_years_or_more"],
         {y: f"d5_cpps_at31march_by_duration_2013_to_{y}.csv" for y in (2022, 2023, 2024, 2025)}),
        ("mid-2012", "mid-2020", ["population_estimate"],
         {2022: "ons_mid-year_population_estimates.csv"}),
        ("mid-2012", "mid-2024", ["population_estimate"],
         {2025: "ons_mid-year_population_estimates_2012_to_2024.csv"}),
    )
    for year, name in files.items()
}  # fmt: skip

# Statistics that are held as imported: name, years, and what has to be said of the release.
SERIES = {
    f"{CIN}/2022-release/a1_cin_assessments_episodes_referrals_2013_to_2022.csv":
        ("in_need_series", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/a2_section47_icpc_cpp_2013_to_2022.csv":
        ("protection_series", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/a3_cin_primary_need_by_age_gender_2018_to_2022.csv":
        ("primary_need_characteristics", "2017-18", "2021-22", ""),
    f"{CIN}/2022-release/a4_cin_by_ethnicity_and_age_gender_2018_to_2022.csv":
        ("in_need_ethnicity", "2017-18", "2021-22", ""),
    f"{CIN}/2022-release/a5_cpp_initial_category_of_abuse_by_gender_age_ethnicity_2018_to_2022.csv":
        ("plans_characteristics", "2017-18", "2021-22", ""),
    f"{CIN}/2022-release/a6_cpp_initial_category_of_abuse_2013_to_2022.csv":
        ("plans_category_series", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/a7_cin_by_age_gender_ethnicity_2015_to_2022.csv":
        ("in_need_characteristics", "2014-15", "2021-22", ""),
    f"{CIN}/2022-release/b2_children_in_need_recorded_disability_2013_to_2022.csv":
        ("in_need_disability", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/b3_cin_primary_need_2013_to_2022.csv":
        ("in_need_primary_need", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/b4_children_in_need_duration_of_open_episode_2013_to_2022.csv":
        ("in_need_open_episodes", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/b5_children_in_need_duration_of_ended_episode_2013_to_2022.csv":
        ("in_need_ended_episodes", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/b6_children_in_need_reason_for_closure_2013_to_2022.csv":
        ("in_need_reasons_for_closure", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/b7_child_in_need_plans_2022.csv":
        ("in_need_plans", "2021-22", "2021-22", ""),
    f"{CIN}/2022-release/c2_children_in_need_assessments_duration_2014_to_2022.csv":
        ("assessments", "2013-14", "2021-22", ""),
    f"{CIN}/2022-release/c5_children_in_need_referrals_by_source_2014_to_2022.csv":
        ("referral_sources", "2013-14", "2021-22", ""),
    f"{CIN}/2022-release/c6_children_in_need_referrals_by_month_2013_to_2022.csv":
        ("referral_months", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/d2_cpps_starting_by_category_of_abuse_2013_to_2022.csv":
        ("plans_starting_by_category", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/d4_cpps_at31march_by_category_of_abuse_2013_to_2022.csv":
        ("plans_by_category", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/d6_cpps_reviewed_within_timescales_2013_to_2022.csv":
        ("plans_reviewed", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/d7_cpps_ending_by_duration_2013_to_2022.csv":
        ("plans_ending", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/d8_cpps_ending_in_first_6months_by_duration_2013_to_2022.csv":
        ("plans_ending_and_need", "2012-13", "2021-22", ""),
    f"{CIN}/2022-release/headline_boxes.csv":
        ("in_need_headline_boxes", "2021-22", "2021-22", ""),
    f"{CIN}/2022-release/headline_figures.csv": ("in_need_headlines", "2012-13", "2021-22", ""),
    f"{CIN}/sfr-2016/SFR52_2016_UD.csv": ("children_in_need_2016", "2015-16", "2015-16", ""),
    f"{CLA}/2022-release/cla_2022_headline_figure.csv":
        ("looked_after_headlines", "2017-18", "2021-22", ""),
    f"{CLA}/2022-release/cla_time_series_1994_2022.csv":
        ("looked_after_since_1994", "1993-94", "2021-22", ""),
    f"{CLA}/2023-release/cla_time_series_1994_2023.csv":
        ("looked_after_since_1994", "1993-94", "2022-23", ""),
    f"{CLA}/2024-release/cla_time_series_1994_2024.csv":
        ("looked_after_since_1994", "1993-94", "2023-24", ""),
    f"{CLA}/2022-release/la_cla_who_started_to_be_looked_after.csv.gz":
        ("looked_after_starting", "2017-18", "2021-22", ""),
    f"{CLA}/2022-release/la_children_who_ceased_during_year.csv.gz":
        ("looked_after_ceasing", "2017-18", "2021-22", ""),
    f"{CLA}/2022-release/la_cla_at_31_march_placement_stability_indicator.csv.gz":
        ("looked_after_placement_stability", "2017-18", "2021-22", ""),
    f"{CLA}/2022-release/la_cla_on_31_march_la_of_placement_net_gain.csv":
        ("looked_after_net_gain", "2017-18", "2021-22", ""),
    f"{CLA}/2024-release/la_care_leavers_intouch.csv.gz":
        ("care_leavers_in_touch", "2019-20", "2023-24", ""),
    f"{CLA}/2024-release/la_cla_swcount.csv":
        ("looked_after_social_workers", "2023-24", "2023-24", ""),
    f"{CLA}/2024-release/la_cla_school_moves.csv.gz":
        ("looked_after_school_moves", "2019-20", "2023-24", ""),
    f"{CLA}/sfr-2013/SFR36_CLA2013.csv": ("looked_after_2017", "2012-13", "2012-13", ""),
    f"{CLA}/sfr-2017/SFR50_CLA2017.csv": ("looked_after_2017", "2016-17", "2016-17", ""),
    f"{CLA}/sfr-2017/SFR50_ADM2017.csv": ("looked_after_starting_2017", "2016-17", "2016-17", ""),
    f"{CLA}/sfr-2017/SFR50_CEA2017.csv": ("looked_after_ceasing_2017", "2016-17", "2016-17", ""),
    f"{CLA}/sfr-2017/SFR50_Missing_2017.csv":
        ("looked_after_missing_2017", "2016-17", "2016-17", ""),
    "dfe-education-outcomes/absence_six_half_terms_la.csv.gz":
        ("absence", "2017-18", "2023-24", ISSUED),
    "dfe-education-outcomes/permanent_exclusions_and_suspensions_la.csv":
        ("exclusions", "2015-16", "2020-21", ISSUED),
    "dfe-social-work-workforce/csww_workforce_role_by_ethnicity_2019_to_2022.csv.gz":
        ("workforce_ethnicity", "2019-09-30", "2022-09-30", ""),
    "finance/s251_childrens_young_peoples_services_national3.csv":
        ("childrens_spending", "2015-16", "2021-22", ISSUED),
}  # fmt: skip
for _year, _name in {
    "2022": ("la_children_who_were_missing_or_away_from_placement_without_authorisation.csv.gz",
             "la_cla_during_year_new_placements.csv.gz", "la_conviction_health_outcome_cla.csv.gz",
             "la_care_leavers_activity.csv.gz", "la_care_leavers_accommodation_suitability.csv.gz"),
}.items():  # fmt: skip
    for _release in ("2022", "2023", "2024"):
        _ends = int(_release)
        _span = f"{_ends - 5}-{_ends - 2004 + 0:02d}", f"{_ends - 1}-{_ends - 2000:02d}"
        _first = f"{_ends - 5}-{_ends - 2004:02d}"
        for _file, _what in zip(
            _name,
            ("looked_after_missing", "looked_after_new_placements", "looked_after_health",
             "care_leavers_activity", "care_leavers_accommodation"),
            strict=True,
        ):  # fmt: skip
            SERIES[f"{CLA}/{_release}-release/{_file}"] = (_what, _first, _span[1], "")
for _release, _first, _last in (("2023", "2018-19", "2022-23"), ("2024", "2019-20", "2023-24")):
    for _file, _what in {
        "la_children_who_ceased_during_the_year.csv.gz": "looked_after_ceasing",
        "la_cla_placement_stability.csv.gz": "looked_after_placement_stability",
        "la_cla_on_31_march_la_of_placement_netgain.csv": "looked_after_net_gain",
        "national_cla_on_31_march_by_characteristics.csv": "looked_after_characteristics",
        "national_cla_on_31_march_who_were_unaccompanied_asylum_seeking_children.csv":
            "looked_after_unaccompanied",
    }.items():  # fmt: skip
        SERIES[f"{CLA}/{_release}-release/{_file}"] = (_what, _first, _last, "")

# The same for files whose figures are counted by hand, because rows are left out or the file is
# no text: authorities, regions and England, times columns, less the cells without a number.
BY_HAND = {
    # The publisher's notes: 88,427 cells written "-" and 2 "..", of 596,530.
    "lait/bds_long_0.parquet":
        ("interactive_tool", "2013/14-15/16", "2025-26", ISSUED, 596_530 - 88_427 - 2),
    # 153 authorities and England in 518 columns; 11 sent nothing, 3 cells of England are not made.
    "finance/RO3_2023-24_data_by_LA.ods":
        ("revenue_outturn_social_care", "2023-24", "2023-24", ISSUED, 154 * 518 - 11 * 518 - 3),
    # 153 authorities, 2 not yet inspected, 5 judgements, 100 without the one on care leavers.
    "ofsted/LA_Inspection_Outcomes_as_at_March_2024.ods":
        ("inspection_judgements", "2023-24", "2023-24", "", 151 * 5 - 100),
    # 151 authorities of 2019; 10, 8, 8 and seven times 6 columns.
    "deprivation/imd-2019.xlsx": ("deprivation", "2019", "2019", "", 151 * (10 + 8 + 8 + 7 * 6)),
    # 152 authorities of 2021, 7 years.
    "deprivation/children-rel-low-inc-utla-2015-21.csv":
        ("low_income", "2014-15", "2020-21", ISSUED, 152 * 7),
    # 152 authorities, 5 tables of ages, 12 years.
    "ons-population/nomis_popest.csv":
        ("population_by_age_nomis", "mid-2009", "mid-2020", ISSUED, 152 * 5 * 12),
    # Counties are not in this list: 128 authorities, 13 years.
    "ons-population/popest-15.csv":
        ("population_by_age_stat_xplore", "mid-2008", "mid-2020", ISSUED, 128 * 13),
    # 153 authorities, 19 groups; "does not apply" is no group.
    "ons-population/ons-ethnic-population-la.csv":
        ("ethnicity", "census-2021", "census-2021", ISSUED, 153 * 19),
    "ons-population/ons-ethnic-population-nat.csv":
        ("ethnicity_nations", "census-2021", "census-2021", ISSUED, 19),
}  # fmt: skip

REFUSED = {
    "README.md": "is no table",
    "finance/outturn_1314.csv.gz": r"row 32, column 'ownprovision': expected .*came an empty cell",
    "geography/LTLA-UTLA_Apr23_Lookup_England-Wales.csv": "districts .* holds no figures",
    "geography/la_code_list.xlsx": "lists authorities and holds no figures",
    "geography/nuts2_uk_buc-counties.geojson": "is no table",
    "geography/south east geo json compressed.json": "is no table",
    "geography/uk-upper-tier-local-authorities.hexjson": "is no table",
    "lait/lait_data_dictionary.csv.gz": "describes indicators and holds no figures",
    "fake-returns/cin-census/CIN_Census_2021.xml": "is no table",
    "fake-returns/cin-census/CIN_Census_2024.xml": "is no table",
    "fake-returns/cin-census/fake_CIN_data.xml": "is no table",
    **{
        f"fake-returns/ssda903/{name}.csv": "records of single children"
        for name in ("DoLo", "ad1", "episodes", "header", "missing", "oc2", "oc3", "reviews",
                     "placed_for_adoption", "previous_permanence", "sw_episodes", "uasc")
    },
}  # fmt: skip

# Codes, neighbours and estimates, which their own tests read to the last row.
ELSEWHERE = {
    "geography/EnglishLaNameCodes.csv": "names",
    "geography/las.csv": "history",
    "ons-population/mye23tablesew.xlsx": "estimates",
    "statistical-neighbours/New_Statistical_Neighbour_Groupings_April_2021.csv": "neighbours",
    "statistical-neighbours/sn_may_2025.xlsx": "neighbours",
    **{f"{CLA}/{y}-release/cla_number_and_rate_per_10k_children.csv": "looked_after"
       for y in (2022, 2023, 2024)},
}  # fmt: skip

# Counted by hand below: rows of two authorities together, and rows that are printed twice.
APART = {
    "dfe-social-work-workforce/csww_indicators_2017_to_2023.csv",
    "dfe-social-work-workforce/csww_indicators_2017_to_2024.csv",
    "ohid-fingertips/la_hospital_admissions_2324.csv.gz",
    "ohid-fingertips/region_hospital_admissions_2324.csv.gz",
}


def rows_of(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def is_number(text: str) -> bool:
    return re.fullmatch(r"-?[\d,]+(\.\d+)?", text.strip()) is not None


def counted(path: Path) -> int:
    """Numbers in the columns that are neither places nor words."""
    rows = rows_of(path)
    names = [name for name in rows[0] if name not in PLACES]
    words = {
        name for name in names
        if not any(is_number(row[name]) for row in rows)
        and any(len(row[name]) > 3 for row in rows)
    }  # fmt: skip
    return sum(is_number(row[name]) for row in rows for name in names if name not in words)


def read(path: Path, release: str = "", period: str | None = None) -> tuple[str, whole.Read]:
    with unpacked(path) as plains:
        found = statistic.recognised(plains[0])
        said = statistic.period_of(found, period)
        register = areas.register()
        done = whole.read_to_end(found, register, lambda table: None, said, release)
        return found.match.statistic, done


def test_every_file_is_in_one_of_the_lists(shared) -> None:
    there = {str(path.relative_to(shared)) for path in shared.rglob("*") if path.is_file()}
    lists = [KEPT, SERIES, BY_HAND, REFUSED, ELSEWHERE, APART]
    assert there == set().union(*lists)
    assert sum(map(len, lists)) == len(there)


def test_what_pages_stand_on_is_read_to_the_last_figure(shared) -> None:
    for name, (release, first, last, columns) in KEPT.items():
        found, others = recognise([shared / name], Faults())
        assert not others
        tables, read_from = figures.gather(found, areas.register(), {}, Faults())
        assert list(read_from.values()) == [release], name
        rows = [row for contents in tables.values() for row in contents.rows]
        texts = rows_of(shared / name)
        wanted = [list(texts[0])[c] if isinstance(c, int) else c for c in columns]
        assert sum(bool(row.value) for row in rows) == sum(
            is_number(row[column]) for row in texts for column in wanted
        ), name
        year = int(release[-4:])
        periods = sorted({row.period for row in rows})
        assert [periods[0], periods[-1]] == [first, last or f"{year - 1}-{year - 2000}"], name


def test_the_other_statistics_are_read_to_the_last_figure(shared) -> None:
    for name, (wanted, first, last, _) in SERIES.items():
        release = "sfr-cla-2013" if "2013/SFR" in name else ""
        came, done = read(shared / name, release)
        assert (came, done.periods[0], done.periods[-1]) == (wanted, first, last), name
        assert done.numbers == counted(shared / name), name


def test_what_is_no_plain_text_is_read_to_the_last_figure(shared) -> None:
    for name, (wanted, first, last, _, number) in BY_HAND.items():
        came, done = read(shared / name)
        assert (came, done.periods[0], done.periods[-1]) == (wanted, first, last), name
        assert done.numbers == number, name


def test_rows_of_two_authorities_and_rows_printed_twice_are_told_apart(shared) -> None:
    for name in sorted(APART):
        came, done = read(shared / name)
        rows = rows_of(shared / name)
        if "csww" in name:
            kept = [row for row in rows if " / " not in row["new_la_code"]]
            names = [column for column in rows[0] if column not in PLACES]
            assert (came, done.left.total()) == ("workforce", len(rows) - len(kept))
        else:
            held = {(row["Area Code"], row["Sex"], row["Time period"]): row for row in rows
                    if not row["Category Type"]}  # fmt: skip
            kept = list(held.values())
            names = [c for c in rows[0] if "limit" in c or c in {"Value", "Count", "Denominator"}]
            assert came == "hospital_admissions"
        figures_of = [row[column] for row in kept for column in names]
        assert done.numbers == sum(is_number(text) and text != "-1" for text in figures_of), name


def test_what_is_refused_is_refused_for_the_right_reason(shared) -> None:
    for name, said in REFUSED.items():
        with pytest.raises(ValueError, match=said):
            read(shared / name, period="2013-14")


def test_what_is_read_by_its_own_rules_is_recognised(shared) -> None:
    for name, kind in ELSEWHERE.items():
        found, _ = recognise([shared / name], Faults())
        assert {each.kind for each in found} == {kind}, name
