"""Sites, children, restraint, police and allegations: by hand, by print, and with faults."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from mscp_analysis import changes, data, registers
from mscp_analysis.measures import Measure
from mscp_analysis.periods import ReportingYear
from mscp_analysis.registers import counted, secure, sites

YEAR = ReportingYear.parse("2023-24")
CODE = "E06000035"
PARTNERSHIP = """\
name: Medway Safeguarding Children Partnership
short_name: MSCP
area_code: E06000035
"""


def counts(name: str, values: dict[str, float | None], marker: str = "c") -> Measure:
    """A measure by quarter of which a figure that is None is withheld."""
    rows = pd.DataFrame(
        {
            "period": "2023-24",
            "area_code": CODE,
            "quarter": [*values],
            "value": [float("nan") if each is None else float(each) for each in values.values()],
            "marker": [marker if each is None else "" for each in values.values()],
        }
    )
    return Measure(
        rows=rows, name=name, title=name.capitalize(), unit="children", decimals=0, timing="year"
    )


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a year of a partnership that keeps nothing yet."""
    year = tmp_path / "partnerships" / "medway" / "2023-24"
    year.mkdir(parents=True)
    (year.parent / "partnership.yaml").write_text(PARTNERSHIP)
    monkeypatch.setenv("MSCP_DATA", str(tmp_path))
    return year


# Rates and shares ---------------------------------------------------------------------------------


def test_incidents_for_each_hundred_children_with_the_exact_interval():
    rate = secure.per_hundred(counts("incidents", {"Q1": 9}), counts("lived", {"Q1": 30}))
    fact = rate.at("2023-24", "Medway", quarter="Q1")
    assert (fact.shown, fact.unit) == ("30.0", "per 100 children")
    # Exact limits of a count of 9, as printed in tables of Poisson limits: 4.1154 and 17.0848.
    assert fact.lower == pytest.approx(100 * 4.1154 / 30, abs=0.001)
    assert fact.upper == pytest.approx(100 * 17.0848 / 30, abs=0.001)


def test_a_rate_is_withheld_with_either_count_and_not_applicable_where_nobody_lived():
    incidents = counts("incidents", {"Q1": None, "Q2": 8, "Q3": 0, "Q4": 12})
    lived = counts("lived", {"Q1": 30, "Q2": None, "Q3": 0, "Q4": 24})
    rate = secure.per_hundred(incidents, lived).rows
    assert list(rate["marker"]) == ["c", "c", "z", ""]
    assert rate["value"].iloc[3] == 50
    assert rate["lower"].iloc[:3].isna().all()


def test_more_children_restrained_than_lived_there_is_refused():
    with pytest.raises(ValueError, match="above its total"):
        secure.share(counts("restrained", {"Q1": 31}), counts("lived", {"Q1": 30}))


def test_exampleshire_rates_are_those_of_its_registers():
    folder = Path(data.__file__).parents[2] / "data" / "partnerships" / "exampleshire" / "2023-24"
    wide = pd.concat(
        pd.read_csv(folder / f"{name}.csv").pivot_table("value", ["site", "quarter"], "measure",
                                                        aggfunc="first")
        for name in ("restraint", "custody")
    )  # fmt: skip
    wide = wide.groupby(level=[0, 1]).first().loc["All sites"].apply(pd.to_numeric, errors="coerce")
    own = data.own("Exampleshire", YEAR)
    rate = secure.per_hundred(
        secure.whole(own.restraint.incidents), secure.whole(own.custody.lived)
    )
    for quarter in counted.QUARTERS:
        by_hand = 100 * wide.loc[quarter, "incidents"] / wide.loc[quarter, "lived"]
        assert rate.at(YEAR, "Exampleshire", quarter=quarter).value == pytest.approx(by_hand)
        assert wide.loc[quarter, "restrained"] <= wide.loc[quarter, "lived"]


# Sites ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "words", "place"),
    [
        ((2024, 3, 1), (2024, 3, 31), "March 2024", "in the year"),
        ((2024, 7, 1), (2024, 7, 31), "July 2024", "after the year"),
        ((2023, 1, 1), (2023, 1, 31), "January 2023", "before the year"),
        ((2024, 2, 1), (2024, 2, 29), "February 2024", "in the year"),
        ((2024, 3, 31), (2024, 3, 31), "31 March 2024", "in the year"),
        ((2023, 3, 1), (2023, 4, 30), "between 1 March 2023 and 30 April 2023",
         "before or in the year"),
        ((2024, 3, 1), (2024, 11, 21), "between 1 March 2024 and 21 November 2024",
         "in or after the year"),
    ],
)  # fmt: skip
def test_when_an_event_was_and_whether_in_the_year(first, last, words, place):
    span = date(*first), date(*last)
    assert sites.span_in_words(*span) == words
    assert sites.place_in_year(*span, YEAR) == place


def test_medway_sites_as_its_report_tells_of_them():
    own = registers.open("Medway", YEAR)
    events = sites.dated(own.sites)
    told = dict(zip(events.rows["event"], events.rows["in_year"], strict=True))
    assert told["the first children arrived"] == "after the year"
    assert sites.outside(events).count().value == 1
    closed = sites.standing(own.sites).where(status="closed to children")
    assert secure.names(closed, "site") == ["HMP YOI Cookham Wood"]


def places(capacity: list[tuple[str, str, float | None]]) -> registers.Register:
    own = registers.open("Exampleshire", YEAR).sites
    rows = pd.DataFrame(capacity, columns=["site", "first_day", "capacity"])
    rows["first_day"] = [date.fromisoformat(day) for day in rows["first_day"]]
    return own.with_rows(rows.astype({"capacity": float}))


def test_places_are_those_of_the_last_day_of_the_quarter():
    built = places([("A", "2020-01-01", 24), ("B", "2020-01-01", 30), ("B", "2023-08-31", 0),
                    ("A", "2023-10-01", 36)])  # fmt: skip
    held = counts("children", {"Q1": 40, "Q2": 18, "Q4": 27})
    rows = held.rows.assign(site="All sites")
    found = sites.occupancy(held.with_rows(rows), built).rows["value"]
    # 40 of 24 + 30, 18 of 24 once B had closed, 27 of 36 once A had grown.
    assert list(found) == pytest.approx([100 * 40 / 54, 75, 75])


def test_places_that_nobody_told_give_no_share_and_a_closed_site_none():
    held = counts("children", {"Q1": 40})
    for capacity in (None, 0):
        built = places([("A", "2020-01-01", capacity)])
        found = sites.occupancy(held.with_rows(held.rows.assign(site="A")), built).rows
        assert list(found["marker"]) == ["x"]


def test_a_closed_site_has_no_row_after_it_closed():
    own = data.own("Exampleshire", "2022-23")
    (children,) = secure.site_by_site(own.custody.children)
    centre = [name for name in children.rows["site_and_time"] if name.startswith("Millbrook")]
    assert [name[-2:] for name in centre] == ["Q1", "Q2"]
    lived = counted.by_quarter(secure.whole(own.custody.lived))
    assert lived.periods == [*ReportingYear.parse("2022-23").quarters]


# What Medway printed ----------------------------------------------------------------------------


def test_medway_children_held_as_printed():
    own = data.own("Medway", YEAR).custody
    held = counted.latest(secure.whole(own.children), "Medway", YEAR)
    everywhere = counted.latest(secure.whole(own.nationally), "Medway", YEAR)
    assert (held.value, everywhere.value) == (80, 430)
    assert changes.share(held, everywhere).shown == "18.6"
    assert "at any one time" in counted.time_of(held)
    assert held.sources[0].detail == "page 9"


def test_medway_says_why_there_is_no_restraint_and_no_detention():
    own = data.own("Medway", YEAR)
    assert own.restraint.incidents.absence.startswith("Figures for 2023-24 on restraint in the se")
    assert "are late: the yearly review was still being written" in own.restraint.incidents.absence
    assert "prints none of them" in own.police_detentions.overnight.absence
    rate = secure.per_hundred(own.restraint.incidents, own.custody.lived)
    assert rate.absence == own.restraint.incidents.absence
    restrained = counted.latest(secure.whole(own.custody.restrained), "Medway", YEAR)
    assert restrained.absence == "For 2023-24 no figure is given for children who were restrained."


def test_medway_inspections_are_those_of_its_sources():
    listed = registers.open("Medway", YEAR).inspections
    grades = dict(zip(listed.rows["date"], listed.rows["grade"], strict=True))
    assert grades[date(2015, 11, 27)] == "Requires improvement"
    assert grades[date(2019, 8, 27)] == "Inadequate"
    assert grades[date(2023, 9, 11)] == "Good"
    assert sites.in_the_year(listed).count().value == 2


def test_before_the_report_was_printed_nothing_of_it_is_known():
    own = registers.open("Medway", YEAR, "2024-11-20")
    assert own.sites.absence
    assert own.inspections.count().value == 5  # None of them is cited from the annual report.


# Requests and reports ---------------------------------------------------------------------------


def test_refused_is_what_was_asked_less_what_was_met():
    asked = counts("asked", {"Q1": 10, "Q2": 8, "Q3": None})
    met = counts("met", {"Q1": 4, "Q2": None, "Q3": 2})
    refused = counted.rest(met, asked, "Refused").rows
    assert refused["value"].iloc[0] == 6
    assert list(refused["marker"]) == ["", "c", "c"]
    with pytest.raises(ValueError, match="expected at most the number of asked, came more"):
        counted.rest(counts("met", {"Q1": 11}), counts("asked", {"Q1": 10}), "Refused")


def test_days_late_are_counted_from_the_day_it_was_due():
    own = registers.open("Exampleshire", YEAR).restraint_reports
    days = [(date(2024, 6, 30), date(2024, 7, 29)), (date(2024, 6, 30), date(2024, 6, 22)),
            (date(2024, 6, 30), None)]  # fmt: skip
    rows = own.rows.assign(due=[due for due, _ in days], sent=[sent for _, sent in days])
    told = secure.lateness(own.with_rows(rows)).rows["days_late"]
    assert list(told)[:2] == [29, 0]  # The 29 days of July; nothing for one that came early.
    assert pd.isna(told.iloc[2])


def test_what_is_left_of_each_whole_is_protected(kept):
    rows = [("incidents", 40), ("injuries", 12), ("debriefs", 38)]
    lines = [f"{site},{quarter},{name},{value}" for site in ("A", "All sites")
             for quarter in ("Q1", "All year") for name, value in rows]  # fmt: skip
    (kept / "restraint.csv").write_text("\n".join(["site,quarter,measure,value", *lines]) + "\n")
    # Another register with the same total counts another thing, and need not say so; nor need it
    # hold every measure.
    (kept / "lado.csv").write_text("setting,outcome,measure,value\nAll,All,referrals,40\n")
    own = data.own("Medway", YEAR)
    told = {name: counted.figure(secure.whole(each), "Medway", YEAR).marker
            for name, each in own.restraint.items()}  # fmt: skip
    # The 2 incidents without a debrief must not be told, and 28 without an injury may.
    assert "c" in {told["debriefs"], told["incidents"]}
    assert counted.figure(own.lado.referrals, "Medway", YEAR).value == 40
    assert counted.figure(own.lado.concluded, "Medway", YEAR).absence


@pytest.mark.parametrize(
    ("name", "text", "column", "expected"),
    [
        ("sites", "site,kind,event,first_day,last_day,status\nA,prison,opened,2024-01-01,,planned",
         "kind", "one of young offender institution"),
        ("sites", "site,kind,event,first_day,last_day,status\n"
         "A,secure school,opened,2024-01-01,2023-12-01,planned",
         "last_day", "a date not before that of first_day"),
        ("secure_visits", "site,kind,held,issues,escalated,closed\nA,visit,yes,2,3,1",
         "escalated", "at most the 2 of issues"),
        ("inspections", "inspected,date,inspectorate,recommendations,completed\n"
         "A,2023-09-11,Ofsted,6,7", "completed", "at most the 6 of recommendations"),
        ("scrutiny_work", "looked_at,date,done\nA,2024-02-01,2024-01-01",
         "done", "a date not before that of date"),
        ("scrutineers", "post,from,to\nA,2024-02-30,", "from", "a date written"),
        ("restraint_reports", "recipient,of_year,status\nA,2023-25,sent",
         "of_year", "a reporting year"),
        ("lado", "setting,outcome,measure,value\nAll,All,referrals,few", "value", "a whole number"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_file_row_and_column(kept, name, text, column, expected):
    (kept / f"{name}.csv").write_text(text + "\n")
    (fault,) = registers.faults(kept.parent, YEAR)
    assert (fault.file, fault.row, fault.column) == (f"2023-24/{name}.csv", 2, column)
    assert fault.expected.startswith(expected)


def test_figures_of_no_quarter_are_no_part_of_a_series_by_quarter():
    told = counted.by_quarter(counts("incidents", {"Q1": 4, "All year": 4, "at any time": 9}))
    assert told.periods == ["2023-24 Q1"]
    assert told.timing == "quarter"
