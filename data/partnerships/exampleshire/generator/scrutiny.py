"""Made-up registers of scrutiny, the secure estate, the police, allegations and inspections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import carried
import numpy as np
import pandas as pd
import published
import shared

SCHOOL, CENTRE, ALL_SITES = (
    "Oakfield Secure School",
    "Millbrook Secure Training Centre",
    "All sites",
)
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
# What happened at the sites: site, kind, event, first day, last day, status since, places.
EVENTS = (
    (CENTRE, "secure training centre", "opened", "2001-06-04", "", "open to children", 30),
    (SCHOOL, "secure school", "the first children arrived", "2021-02-08", "", "open to children",
     24),
    (CENTRE, "secure training centre", "announced that it would close", "2022-05-17", "",
     "closing to children", 30),
    (CENTRE, "secure training centre", "the last child had left", "2022-08-01", "2022-08-31",
     "closed to children", 0),
    (SCHOOL, "secure school", "a second house opened", "2022-09-05", "", "open to children", 36),
    (SCHOOL, "secure school", "new admissions stopped for lack of staff", "2024-01-08",
     "2024-01-31", "open to children", 36),
    (SCHOOL, "secure school", "new admissions began again", "2024-05-13", "", "open to children",
     36),
)  # fmt: skip
KNOWN_FOR = timedelta(days=240)  # How long after a year its registers were drawn up.
# Children on an average day by site and year, and incidents of restraint for each of them.
CHILDREN = {
    "2021-22": {CENTRE: 22, SCHOOL: 19},
    "2022-23": {CENTRE: 15, SCHOOL: 27},
    "2023-24": {SCHOOL: 29},
    "2024-25": {SCHOOL: 31},
}
INCIDENTS = {
    "2021-22": (2.3, 2.2, 2.1, 2.0),
    "2022-23": (1.9, 1.7, 1.6, 1.5),
    "2023-24": (1.5, 1.6, 2.1, 2.6),
    "2024-25": (2.4, 2.0, 1.8, 1.7),
}
LEFT_AFTER = ("2022-23", 1)  # The centre held nobody from the third quarter of 2022-23 on.
INJURED, DEBRIEFED, RESTRAINED = 0.08, 0.78, 0.45
DETAINED = {"2021-22": 262, "2022-23": 241, "2023-24": 255, "2024-25": 232}
OVERNIGHT = {"2021-22": 0.66, "2022-23": 0.61, "2023-24": 0.63, "2024-25": 0.52}
LABELS = {
    "quarter": dict.fromkeys(QUARTERS, 0.25),
    "age": {"10 to 13": 0.12, "14": 0.18, "15": 0.24, "16": 0.22, "17": 0.24},
    "ethnicity": {"Asian": 0.07, "Black": 0.12, "Mixed": 0.09, "Other": 0.04, "White": 0.68},
    "kept_in": {
        "Northtown custody suite": 0.46,
        "Southtown custody suite": 0.41,
        "Out of area": 0.13,
    },
}
SETTINGS = {
    "Schools": 0.36, "Early years": 0.15, "Foster care": 0.13, "Secure estate": 0.12,
    "Health": 0.08, "Clubs and faith groups": 0.09, "Transport": 0.07,
}  # fmt: skip
OUTCOMES = {
    "Substantiated": 0.3, "Unsubstantiated": 0.34, "Unfounded": 0.26, "False": 0.08,
    "Malicious": 0.02,
}  # fmt: skip
RECIPIENTS = ("Youth Justice Board", "Youth Custody Service", "HM Inspectorate of Prisons")


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The registers of the third chapter."""
    custody = _custody(year, draw)
    return {
        "scrutineers": _scrutineers(year, draw),
        "scrutiny_work": _work(year, draw),
        "sites": _sites(year),
        "custody": custody,
        "restraint": _restraint(year, custody, draw),
        "restraint_reports": _reports(year, draw),
        "secure_visits": _secure_visits(year, draw),
        "police_detentions": _police_detentions(year, draw),
        "lado": _lado(draw),
        "inspections": _inspections(year, draw),
    }


def _day(year: str, month: int, day: int, later: int = 0) -> str:
    """A day of the reporting year, or so many days later."""
    of = int(year[:4]) + (month < 4)
    return (date(of, month, day) + timedelta(days=int(later))).isoformat()


def _scrutineers(year: str, draw: np.random.Generator) -> pd.DataFrame:
    secure, whole = "Secure estate", "Arrangements as a whole"
    rows = [(secure, "2020-01-06", "", "yes", ""), (whole, "2020-09-01", "", "yes", "")]
    if year == "2022-23":
        left, came = _day(year, 10, 3, draw.integers(0, 15)), _day(year, 1, 9, draw.integers(0, 9))
        rows[:1] = [(secure, "2020-01-06", left, "yes", ""), (secure, came, "", "yes", "")]
    if year == "2023-24":
        left = _day(year, 12, 4, draw.integers(0, 20))
        note = "A successor was chosen in March and began after the year had ended"
        rows = [(secure, "2023-01-16", "", "yes", ""), (whole, "2020-09-01", left, "no", note)]
    if year == "2024-25":
        rows = [(secure, "2023-01-16", "", "yes", ""), (whole, "2024-04-15", "", "yes", "")]
    return pd.DataFrame(rows, columns=["post", "from", "to", "held_at_year_end", "note"])


def _work(year: str, draw: np.random.Generator) -> pd.DataFrame:
    """What was looked at in the year and, from 2024-25 on, what earlier work left to be done."""
    found = _scrutiny_work(year, draw)
    if year < carried.SINCE:
        return found
    last = _left("scrutiny_work", carried.before(year))
    new = found.iloc[1:3].assign(looked_at=["Children who go missing from care", "Who chairs"])
    new["finding"] = ["Nobody asks the child where it was", "One agency chairs most groups"]
    new["response"] = ["A talk within three days, by somebody the child knows", ""]
    new["status"], new["done"] = ["done", "open"], [new["done"].iloc[0], ""]
    new["owner"] = ["Exampleshire Council", "Exampleshire Police"]
    return pd.concat([carried.forward("scrutiny_work", last, "looked_at"), new])


def _reports(year: str, draw: np.random.Generator) -> pd.DataFrame:
    """To whom the review of the year went, and the one of the year before that had not gone."""
    found = _restraint_reports(year, draw)
    if year < carried.SINCE:
        return found
    last = _left("restraint_reports", carried.before(year))
    return pd.concat([carried.forward("restraint_reports", last, "recipient"), found])


def _left(register: str, year: str) -> pd.DataFrame:
    return registers(year, published.stream("scrutiny", year))[register]


def _scrutiny_work(year: str, draw: np.random.Generator) -> pd.DataFrame:
    some = Days(year, draw)
    rows = [
        ("Restraint at Oakfield Secure School", some.day(6),
         "Half of the children restrained were not talked to afterwards by anyone from outside",
         "A debrief by an advocate is offered within two days", "in progress",
         "Oakfield Secure School", some.day(12), ""),
        ("Children held overnight by the police", some.day(9),
         "Most requests for accommodation were made after midnight, when few could be met",
         "One telephone number for all requests, answered at night", "done",
         "Exampleshire Council", some.day(1), some.day(2)),
        ("Whether partners come to meetings", some.day(10),
         "Education was absent from some of the meetings",
         "Each head teacher in the Executive has a deputy", "done", "Exampleshire Schools",
         some.day(2), some.day(1)),
        ("Decisions at first contact", some.day(11),
         "In one case of eight no reason was written down for ending the work", "", "open",
         "Exampleshire Council", some.day(3), ""),
        ("What became of earlier findings", "[x]",
         "Nobody could show that children noticed any difference",
         "Children will be asked each spring", "open", "Exampleshire Youth Voice",
         _day(year, 3, 31, 120), ""),
    ]  # fmt: skip
    columns = ["looked_at", "date", "finding", "response", "status", "owner", "due", "done"]
    return pd.DataFrame(rows, columns=columns)


class Days:
    """Days of a reporting year, drawn within a month."""

    def __init__(self, year: str, draw: np.random.Generator) -> None:
        self.year, self.draw = year, draw

    def day(self, month: int) -> str:
        """Some day of a month."""
        return _day(self.year, month, int(self.draw.integers(1, 28)))


def _sites(year: str) -> pd.DataFrame:
    columns = ["site", "kind", "event", "first_day", "last_day", "status", "capacity"]
    drawn_up = (date(int(year[:4]) + 1, 3, 31) + KNOWN_FOR).isoformat()
    rows = [event for event in EVENTS if event[3] <= drawn_up]
    return pd.DataFrame(rows, columns=columns)


def _held(year: str) -> Iterator[tuple[str, int, str]]:
    """Site, number and name of each quarter in which it held children."""
    for site in CHILDREN[year]:
        for number, quarter in enumerate(QUARTERS):
            if site == SCHOOL or (year, number) <= LEFT_AFTER:
                yield site, number, quarter


def _custody(year: str, draw: np.random.Generator) -> pd.DataFrame:
    rows = []
    for site, number, quarter in _held(year):
        here = int(draw.integers(-3, 4)) + CHILDREN[year][site]
        gone = (site, year, number) == (CENTRE, *LEFT_AFTER)
        lived = here + int(draw.integers(7, 12))
        counts = {
            "children": 0 if gone else here,
            "lived": lived,
            "restrained": int(draw.binomial(lived, RESTRAINED)),
        }
        rows += [(site, quarter, name, value) for name, value in counts.items()]
    frame = pd.DataFrame(rows, columns=["site", "quarter", "measure", "value"])
    together = frame.groupby(["quarter", "measure"], sort=False, as_index=False)["value"].sum()
    frame = pd.concat([frame, together.assign(site=ALL_SITES)])[frame.columns]
    unknown = pd.DataFrame([(ALL_SITES, "Q4", "nationally", "[x]")], columns=frame.columns)
    return pd.concat([frame.astype({"value": object}), unknown], ignore_index=True)


def _restraint(year: str, custody: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    lived = custody[custody["measure"] == "lived"].set_index(["site", "quarter"])["value"]
    rows = []
    for site, number, quarter in _held(year):
        incidents = int(draw.poisson(int(lived[site, quarter]) * INCIDENTS[year][number]))
        injuries = int(draw.binomial(incidents, INJURED))
        debriefs = int(draw.binomial(incidents, DEBRIEFED))
        rows += [(site, quarter, "incidents", incidents), (site, quarter, "injuries", injuries),
                 (site, quarter, "debriefs", debriefs)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["site", "quarter", "measure", "value"])
    for column, total in (("site", ALL_SITES), ("quarter", "All year")):
        others = [name for name in ("site", "quarter", "measure") if name != column]
        sums = frame.groupby(others, sort=False, as_index=False)["value"].sum()
        frame = pd.concat([frame, sums.assign(**{column: total})], ignore_index=True)
    return frame


def _restraint_reports(year: str, draw: np.random.Generator) -> pd.DataFrame:
    due = _day(year, 3, 31, 91)
    late = int(draw.integers(6, 30))
    rows = [
        [RECIPIENTS[0], year, "sent", due, _day(year, 3, 31, 91 - int(draw.integers(1, 9))), ""],
        [RECIPIENTS[1], year, "sent", due, _day(year, 3, 31, 91 + late),
         "The figures of the last quarter came late"],
        [RECIPIENTS[2], year, "sent", due, _day(year, 3, 31, 91), ""],
    ]  # fmt: skip
    if year == "2023-24":
        rows[2][2:] = ["not sent", due, "", "The address was not known to the new scrutineer"]
    columns = ["recipient", "of_year", "status", "due", "sent", "reason"]
    return pd.DataFrame(rows, columns=columns)


def _secure_visits(year: str, draw: np.random.Generator) -> pd.DataFrame:
    group, rows = shared.SECURE_GROUP, []
    planned = [("meeting", group, month) for month in shared.MEETS]
    planned += [("visit", SCHOOL, month) for month in (4, 6, 9, 10, 12, 3)]
    missed = {2, int(draw.integers(5, 8)), *([9] if year == "2023-24" else [])}
    for number, (kind, site, month) in enumerate(planned):
        day, after = int(draw.integers(3, 20)), int(draw.integers(0, 9))
        raised = int(draw.integers(1, 6))
        counts = [
            raised,
            int(draw.integers(0, min(raised, 2) + 1)),
            int(draw.integers(0, raised + 1)),
        ]
        held = number not in missed
        told = counts if held else ["[z]"] * 3
        told = [raised, "[x]", counts[2]] if number == 8 and held else told
        done = _day(year, month, day, after) if held else ""
        due = _day(year, month, day)
        if kind == "meeting":
            due, held = shared.secure_meetings(year)[number]
            done = due if held else ""
        rows.append([site, kind, due, "yes" if held else "no", done, *told])
    columns = ["site", "kind", "planned", "held", "done", "issues", "escalated", "closed"]
    return pd.DataFrame(rows, columns=columns)


def _police_detentions(year: str, draw: np.random.Generator) -> pd.DataFrame:
    number = DETAINED[year] + int(draw.integers(-12, 13))
    each = pd.DataFrame(
        {c: draw.choice([*labels], number, p=[*labels.values()]) for c, labels in LABELS.items()}
    )
    each["detained"] = True
    each["overnight"] = draw.random(number) < OVERNIGHT[year]
    asked = draw.random(number)
    each["secure_requests"] = each["overnight"] & (asked < 0.17)
    each["secure_met"] = each["secure_requests"] & (draw.random(number) < 0.3)
    each["other_requests"] = each["overnight"] & (asked > 0.66)
    each["other_met"] = each["other_requests"] & (draw.random(number) < 0.45)
    everywhere = ["detained", "overnight"]
    rows = [*_margins(each, everywhere, [*LABELS]), *_margins(each, [*each][6:], ["quarter"])]
    return pd.DataFrame(rows, columns=[*LABELS, "measure", "value"])


def _margins(
    each: pd.DataFrame, measures: list[str], columns: list[str]
) -> Iterator[tuple[str | int, ...]]:
    """Each measure in all, and by each column alone."""
    for measure in measures:
        for column in columns:
            for label in LABELS[column]:
                said = {name: label if name == column else "All" for name in LABELS}
                value = int((each[measure] & (each[column] == label)).sum())
                yield *said.values(), measure, value
        yield *dict.fromkeys(LABELS, "All").values(), measure, int(each[measure].sum())


def _lado(draw: np.random.Generator) -> pd.DataFrame:
    referred = draw.multinomial(int(draw.integers(150, 190)), [*SETTINGS.values()])
    concluded = [int(draw.binomial(count, 0.84)) for count in referred]
    quickly = [int(draw.binomial(count, 0.55)) for count in concluded]
    ended = draw.multinomial(sum(concluded), [*OUTCOMES.values()])
    rows = []
    for name, counts in {
        "referrals": referred, "concluded": concluded, "within_month": quickly
    }.items():  # fmt: skip
        rows += [(s, "All", name, int(n)) for s, n in zip(SETTINGS, counts, strict=True)]
        rows.append(("All", "All", name, int(sum(counts))))
    rows += [("All", o, "concluded", int(n)) for o, n in zip(OUTCOMES, ended, strict=True)]
    return pd.DataFrame(rows, columns=["setting", "outcome", "measure", "value"])


def _inspections(year: str, draw: np.random.Generator) -> pd.DataFrame:
    done = int(draw.integers(2, 5)) + 2 * (year >= carried.SINCE)
    care = "Inspection of local authority children's services"
    rows = [
        ["Exampleshire Council", "2018-11-19", "Ofsted", care, "Inadequate",
         "Children in care: requires improvement to be good", 9, 9, "done"],
        ["Exampleshire Police", "2021-07-15", "HM Inspectorate of Constabulary",
         "Child protection inspection", "", "", 7, min(7, 3 + int(year[:4]) - 2021), "in progress"],
        ["Exampleshire Council", "2022-10-24", "Ofsted", care, "Requires improvement to be good",
         "Care leavers: good", 6, done, "in progress"],
        [SCHOOL, "2024-02-12", "Ofsted", "Inspection of secure schools",
         "Requires improvement to be good", "Health: good", 8, "[x]", "open"],
    ]  # fmt: skip
    columns = ["inspected", "date", "inspectorate", "framework", "grade", "parts"]
    columns += ["recommendations", "completed", "status"]
    end = f"{int(year[:4]) + 1}-03-31"
    return pd.DataFrame([row for row in rows if row[1] <= end], columns=columns)
