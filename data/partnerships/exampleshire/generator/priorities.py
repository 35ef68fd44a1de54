"""Made up: what Exampleshire's priorities aimed at, did, and changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import published
import shared

AGENCIES = ("Exampleshire Council", "Exampleshire Police", "Exampleshire Community Health",
            "Exampleshire Schools", "Exampleshire Youth Voice")  # fmt: skip
MONTHS = ("April", "May", "June", "July", "August", "September",
          "October", "November", "December", "January", "February", "March")  # fmt: skip
PRIORITIES = (
    (1, "One team around the child", "partnership working", "What one agency knows, each knows",
     "Minutes of the joint group came late all year", "One calendar of meetings"),
    (2, "Safe beyond the front door", "contextual safeguarding", "Places are safe for children",
     "Two of the agencies sent little to the portal", "A target for each agency"),
    (3, "Safe at home", "domestic abuse", "Children recover from domestic abuse",
     "More households were notified again within a year", "Follow up each repeat within a week"),
    (4, "Respect", "violence against women and girls", "Girls are safe and are believed", "",
     "Lessons in every secondary school"),
    (5, "Enough of neglect", "neglect", "Neglect is named early and acted upon",
     "Few practitioners score a family a second time", "Score again after six months"),
    (6, "Help early", "early help", "Families are helped before a crisis",
     "More families withdrew from help", "Ask families why they withdraw"),
)  # fmt: skip


def registers(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The priorities, the chain of each, and every register that feeds them."""
    columns = ["number", "name", "topic", "aim", "did_not_improve", "next_year"]
    assessments = _assessments(draw)
    impact = _impact(year, int(assessments["staff"].sum()), draw)
    impact = impact[impact["topic"].isin([row[2] for row in of_year(year)])]
    return {
        "priorities": pd.DataFrame(of_year(year), columns=columns),
        "impact": impact,
        "media": _media(year, draw),
        "exploitation_portal": _portal(draw),
        "champions": _champions(draw),
        "contextual_assessments": assessments,
        "trauma_training": _trauma(draw),
        "prevalence": _prevalence(draw),
        "gcp2": _gcp2(draw),
        "referral_audits": _audits(draw),
        "family_hubs": _hubs(draw),
        "groups_asked_about": _groups(year),
        **_counts(year, draw),
    }


def of_year(year: str) -> list[tuple[int, str, str, str, str, str]]:
    """The priorities of a year: the first plan had three of the six."""
    first = {"contextual safeguarding", "domestic abuse", "neglect"}
    kept = [row for row in PRIORITIES if year > "2021-22" or row[2] in first]
    return [(number, *row[1:]) for number, row in enumerate(kept, 1)]


def pupils(year: str) -> int:
    """How many pupils took part in contextual assessments."""
    found = registers(year, published.stream("priorities", year))
    return int(found["contextual_assessments"]["engaged"].sum())


def _counts(year: str, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The registers of counts of children, small numbers among them."""
    quarters, grades = ("Q1", "Q2", "Q3", "Q4"), ("high", "medium", "standard")
    endings = ("needs met", "stepped up to social care", "family withdrew", "moved away")
    aware = _parts(
        "grade", grades, "referred", (61, 240, 395), {"assessed": ("referred", 0.4)}, draw
    )
    return {
        "missing_alerts": _parts(
            "quarter", quarters, "alerts", (84, 71, 68, 95),
            {"attendances": ("alerts", 0.11), "contacted": ("attendances", 0.7)}, draw,
        ),
        "domestic_abuse": pd.concat([
            _parts("quarter", quarters, "notifications", (410, 385, 430, 402),
                   {"repeats": ("notifications", 0.27)}, draw),
            _parts("quarter", quarters, "drop_in", (92, 84, 61, 88), {}, draw),
        ]),
        "aware": aware,
        "early_help": _parts(
            "ending", endings, "episodes", (530, 88, 140, 24),
            {"stepped_down": ("episodes", 0.18), "repeated": ("episodes", 0.11)}, draw,
        ),
        "exploitation_toolkits": _crossed(
            ("agency", AGENCIES[:4]), ("outcome", ("referred", "early help", "no further action")),
            "toolkits", 7, draw,
        ),
        "thresholds": _thresholds(year, int(aware["value"][3]), draw),
        "temporary_accommodation": _housed(draw),
    }  # fmt: skip


def _thresholds(year: str, by_police: int, draw: np.random.Generator) -> pd.DataFrame:
    """Contacts; those that became referrals are as many as the registers of referrals tell."""
    sources, outcomes = ("Schools", "Police", "Health", "Others"), ("early help", "advice")
    sent = shared.work(year).groupby("measure")["count"].sum()
    schools, health = sent["Referrals from schools"], sent["Referrals from health"]
    if year > "2023-24":  # No release tells the referrals of the year yet.
        others = int(draw.poisson(480))
    else:
        others = shared.known("referrals", "referrals", year) - schools - health - by_police
    referred = [int(n) for n in (schools, by_police, health, others)]
    counts = pd.DataFrame({"referral to social care": referred}, index=sources)
    counts[[*outcomes]] = draw.poisson(620 * draw.uniform(0.3, 1.6, (4, 2)))
    return _totalled(counts, "source", "outcome", "contacts")


def _parts(
    column: str,
    values: Sequence[str],
    whole: str,
    levels: Sequence[int],
    parts: Mapping[str, tuple[str, float]],
    draw: np.random.Generator,
) -> pd.DataFrame:
    """A count by one breakdown with its total, and counts that are parts of others."""
    counts = {whole: [int(n) for n in draw.poisson(levels)]}
    for name, (of, share) in parts.items():
        counts[name] = [int(draw.binomial(n, share)) for n in counts[of]]
    return pd.DataFrame(
        [
            (value, name, n)
            for name, found in counts.items()
            for value, n in zip((*values, "All"), (*found, sum(found)), strict=True)
        ],
        columns=[column, "measure", "value"],
    )


def _crossed(
    rows: tuple[str, Sequence[str]],
    columns: tuple[str, Sequence[str]],
    measure: str,
    level: int,
    draw: np.random.Generator,
) -> pd.DataFrame:
    """A count by two breakdowns with every total."""
    shape = (len(rows[1]), len(columns[1]))
    counts = pd.DataFrame(draw.poisson(level * draw.uniform(0.3, 1.6, shape)), rows[1], columns[1])
    return _totalled(counts, rows[0], columns[0], measure)


def _totalled(counts: pd.DataFrame, row: str, column: str, measure: str) -> pd.DataFrame:
    counts["All"] = counts.sum(axis=1)
    counts.loc["All"] = counts.sum(axis=0)
    long = counts.rename_axis(row).reset_index().melt(row, var_name=column)
    return long.assign(measure=measure)[[row, column, "measure", "value"]]


def _housed(draw: np.random.Generator) -> pd.DataFrame:
    households = int(draw.integers(180, 230))
    children = households + int(draw.binomial(2 * households, 0.5))
    elsewhere = int(draw.binomial(children, 0.3))
    counts = {
        "households": households,
        "children": children,
        "from_elsewhere": elsewhere,
        "open_cases": int(draw.binomial(children, 0.16)),
        "notified": int(draw.binomial(elsewhere, 0.5)),
    }
    rows = [("In the area", measure, n) for measure, n in counts.items()]
    return pd.DataFrame(rows, columns=["counted", "measure", "value"])


def _impact(year: str, staff: int, draw: np.random.Generator) -> pd.DataFrame:
    def n(low: int, high: int) -> int:
        return int(draw.integers(low, high))

    delegates, past = n(60, 80), f"{int(year[:4]) - 1}-{year[2:4]}"
    rows = [
        ("partnership working", "practice", "Hours until social care hears of a missing child",
         n(4, 9), "hours", "", n(20, 31), past, 4),
        ("contextual safeguarding", "activity", "Assessments in schools", 3, "assessments", "", 4,
         past, 5),
        ("contextual safeguarding", "reach", "Staff trained", staff, "people", "", "", "", ""),
        ("domestic abuse", "activity", "Sessions of the drop-in centre", 44, "sessions", 52, 50,
         past, 52),
        ("domestic abuse", "child", "Children with fewer signs of trauma after six months",
         n(21, 29), "children", 40, n(17, 21), past, ""),
        ("violence against women and girls", "activity", "Schools that held lessons on respect",
         n(8, 15), "schools", 19, n(5, 8), past, 19),
        ("neglect", "activity", "Courses on the Graded Care Profile", 4, "courses", "", 5, past, 4),
        ("neglect", "reach", "Delegates who passed", delegates - n(0, 4), "delegates", delegates,
         "", "", ""),
        ("neglect", "practice", "Audited cases with a score", n(11, 16), "cases", 20, n(8, 11),
         past, 18),
        ("early help", "reach", "Families helped early", n(380, 460), "families", "",
         n(390, 470), past, ""),
        ("early help", "practice", "Help begun within ten days", n(58, 67), "%", "", n(66, 74),
         past, 80),
        ("early help", "child", "Children whose needs were met", "[x]", "children", "", "", "", ""),
    ]  # fmt: skip
    heads = ["topic", "link", "measure", "value", "unit", "base", "before", "before_period",
             "target"]  # fmt: skip
    return pd.DataFrame(rows, columns=heads)


def _media(year: str, draw: np.random.Generator) -> pd.DataFrame:
    first, second = int(year[:4]), int(year[:4]) + 1
    counted = f"31 March {second}"
    rows = [
        ("What a review taught us", "YouTube", f"14 September {first}", counted,
         int(draw.integers(150, 320))),
        ("Neglect in three minutes", "YouTube", f"2 February {second}", counted,
         int(draw.integers(30, 90))),
        ("Week of safeguarding", "LinkedIn", f"November {first}", counted,
         int(draw.integers(400, 900))),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["item", "platform", "published", "counted", "views"])


def _portal(draw: np.random.Generator) -> pd.DataFrame:
    levels = dict(zip(AGENCIES[:4], (2.2, 3.0, 0.4, 0.8), strict=True))
    rows = []
    for month in MONTHS:
        for agency, level in levels.items():
            for category in ("county lines", "sexual exploitation"):
                rows.append((month, agency, category, int(draw.poisson(level)), 2))
    columns = ["month", "agency", "category", "submissions", "target"]
    return pd.DataFrame(rows, columns=columns)


def _champions(draw: np.random.Generator) -> pd.DataFrame:
    members = [int(n) for n in draw.integers(4, 16, len(AGENCIES))]
    rows = [
        (a, n, 4 * n, int(draw.binomial(4 * n, 0.6)))
        for a, n in zip(AGENCIES, members, strict=True)
    ]
    return pd.DataFrame(rows, columns=["agency", "members", "invitations", "attended"])


def _assessments(draw: np.random.Generator) -> pd.DataFrame:
    rows = []
    for place, school in enumerate(("School A", "School B", "School C")):
        lessons, surveys, mapping = (int(n) for n in draw.poisson((190, 45, 40)))
        # In the last school some took part in two ways, so that the parts are more than all.
        engaged = lessons + surveys + mapping - (9 if place == 2 else 0)
        staff, assemblies, assessors = (int(n) for n in draw.integers((30, 2, 5), (70, 6, 11)))
        rows.append((school, 1, staff, assemblies, assemblies * 140, assessors, engaged,
                     lessons, surveys, mapping))  # fmt: skip
    columns = ["school", "assessments", "staff", "assemblies", "reached", "assessors", "engaged",
               "lessons", "surveys", "mapping"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _trauma(draw: np.random.Generator) -> pd.DataFrame:
    rows = []
    for course, level in (("Introduction", 96), ("For social workers", 28), ("For schools", 41)):
        trained = int(draw.poisson(level))
        responded = int(draw.binomial(trained, 0.62))
        rows.append((course, trained, responded, int(draw.binomial(responded, 0.78))))
    return pd.DataFrame(rows, columns=["course", "trained", "responded", "excellent"])


def _prevalence(draw: np.random.Generator) -> pd.DataFrame:
    survey = "Made-up household survey"
    rows = [
        ("Domestic abuse in the last year", "Women aged 16 to 59", 7, survey, "2022-23",
         int(draw.integers(6, 9))),
        ("Domestic abuse in the last year", "Men aged 16 to 59", 3, survey, "2022-23", "[x]"),
        ("Sexual harassment in the last year", "Girls aged 13 to 17", 24, survey, "2021-22",
         "[x]"),
        ("Stalking since the age of 16", "Women aged 16 to 74", 20, "", "", "[x]"),
    ]  # fmt: skip
    columns = ["form", "group", "national", "origin", "origin_year", "local"]
    return pd.DataFrame(rows, columns=columns)


def _gcp2(draw: np.random.Generator) -> pd.DataFrame:
    rows = []
    for place, (agency, level) in enumerate(zip(AGENCIES, (140, 60, 85, 110, 12), strict=True)):
        trained = int(draw.poisson(level))
        in_post = int(draw.binomial(trained, 0.74))
        if place in (1, 3):  # They do not tell how the tool is used.
            rows.append((agency, 1, 0, trained, in_post, "[x]", "[x]", "[x]"))
            continue
        used = int(draw.binomial(in_post, 0.42))
        completed = int(draw.binomial(used, 0.6))
        again = int(draw.binomial(completed, 0.25))
        rows.append((agency, 1, 1, trained, in_post, used, completed, again))
    columns = ["agency", "agencies", "reporting", "trained", "in_post", "used", "completed",
               "rescored"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _audits(draw: np.random.Generator) -> pd.DataFrame:
    rows = [
        ("before", 40, int(draw.binomial(40, 0.45))),
        ("after", 36, int(draw.binomial(36, 0.7))),
    ]
    return pd.DataFrame(rows, columns=["stage", "audited", "good"])


def _hubs(draw: np.random.Generator) -> pd.DataFrame:
    spent = int(draw.integers(610_000, 680_000))
    said = "Ends in a year; no saving has been shown"
    rows = [("Family hubs", 690_000, spent, 690_000 - spent, said)]
    return pd.DataFrame(rows, columns=["grant", "received", "spent", "returned", "said"])


def _groups(year: str) -> pd.DataFrame:
    who = "Exampleshire Children's Scrutiny Committee"
    rows = [
        ("Children of prisoners", who, "How many there are", "not known",
         "Nobody counts them; the prison was asked"),
        ("LGBT young people", who, "Whether they meet hate crime", "not known", ""),
        ("Children with special educational needs", who, "Who speaks for their schools",
         "partly known",
         "Heads of other schools do; no head of a special school is in a group"),
        ("Children in county lines", who, "How many are known", "known",
         "What the exploitation portal is told of them is counted in this report"),
    ]  # fmt: skip
    columns = ["group", "asked_by", "asked", "known", "answer"]
    # What is asked again one year was asked for the first time the year before.
    if year > "2023-24":
        rows = [
            rows[0],
            (*rows[2][:3], "known", "The head of a special school is in the Executive"),
        ]
        return pd.DataFrame(rows, columns=columns)
    return pd.DataFrame(rows if year == "2023-24" else rows[1:3], columns=columns)
