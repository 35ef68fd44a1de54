"""Made-up figures in the form of the published tables, release by release.

Which releases, years and measures there are is taken from the published tables, so that each
figure can stand beside England's of the same release; no number is. Every number follows from a
level that is written in ``levels``, and from draws.
"""

from __future__ import annotations

import csv
import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import yaml
from levels import AFTER_BREAK, BREAK, FACTORS, FEWEST, NOTE, PARTS, RATES, REST

SEED = 190
CODE, PREFIX, ENGLAND = "X99000001", "made-up-", "E92000001"
PUBLISHED = Path(__file__).resolve().parents[3] / "published"
PUBLISHER = "Exampleshire (made up)"

Key = tuple[str, str, str, str]
"""Release, period, factor and measure of a number."""


def stream(module: str = "published", year: str = "") -> np.random.Generator:
    """The draws of a module for a year: the same each time, and nobody else's."""
    return np.random.default_rng([SEED, int(year[:4] or 0), crc32(module.encode())])


def files(draw: np.random.Generator) -> dict[str, bytes]:
    """Each table and its description, by the name of its file."""
    people = _people(draw)
    found = {}
    for name in sorted(path.name.split(".")[0] for path in PUBLISHED.glob("*.resource.yaml")):
        if name not in {"areas", "statistical_neighbours"}:
            about = _about(name)
            shown = _shown(name, about, people, draw)
            table = _table(name, shown, about)
            found[f"{name}.csv"] = table
            found[f"{name}.resource.yaml"] = _description(name, about, table)
    return found


@cache
def _published(name: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (PUBLISHED / f"{name}.resource.yaml").read_bytes()
    found: dict[str, Any] = yaml.load(text, Loader=loader)
    return found


@cache
def _about(name: str) -> dict[str, Any]:
    """The description of a table; of enquiries, with the releases that it lacks."""
    about = _published(name)
    if name != "section_47_enquiries":
        return about
    like = _published("referrals")
    own = [measure for measure in about["measures"] if measure != "population"]
    sources = [
        {**each, "measures": own if "population" not in each["measures"] else ["population"]}
        for each in like["sources"]
    ]
    return {**about, "sources": sources, "population_basis": like["population_basis"]}


@cache
def _keys(name: str) -> tuple[Key, ...]:
    """Which numbers the releases print, as England's rows tell."""
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["area_code"] == ENGLAND]
    keys = [(row["release"], row["period"], row.get("factor", ""), row["measure"]) for row in rows]
    if name == "section_47_enquiries":
        measures = [measure for _, _, _, measure in keys]
        basis = _about(name)["population_basis"]
        keys = [(b[0], b[1], "", measure) for b in basis for measure in dict.fromkeys(measures)]
    return tuple(sorted(keys, key=lambda key: (key[3], key[0], key[1], key[2])))


def _people(draw: np.random.Generator) -> dict[tuple[str, str], int]:
    """Children by release and mid-year: each release knows better, the census most of all."""
    keys = sorted({(release, period) for release, period, _, _ in _keys("population")})
    years = sorted({period for _, period in keys})
    growth = np.cumsum(draw.normal(0.004, 0.003, len(years)))
    truth = {year: 50_400 * float(np.exp(g)) for year, g in zip(years, growth, strict=True)}
    found = {}
    for release, year in keys:
        off = float(draw.normal(0, 0.0025))
        before_census = 0.002 * (int(year[4:]) - 2011) if release.endswith("-2022") else 0.0
        found[release, year] = round(truth[year] * (1 + off + before_census))
    return found


def _shown(
    name: str, about: dict[str, Any], people: dict[tuple[str, str], int], draw: np.random.Generator
) -> dict[Key, str]:
    """Each number as a release prints it, or the marker that stands in its place."""
    keys = _keys(name)
    if name == "population":
        return {key: str(people[key[0], key[1]]) for key in keys}
    basis = {(b[0], b[1]): people[b[3], b[2]] for b in about.get("population_basis", [])}
    counts = _counts(name, keys, basis, draw)
    return {key: _cell(name, about, key, counts, basis) for key in keys}


def _counts(
    name: str, keys: tuple[Key, ...], basis: dict[tuple[str, str], int], draw: np.random.Generator
) -> dict[Key, int]:
    years = sorted({key[1] for key in keys})
    counts: dict[Key, int] = {}
    for measure in [each.split(".")[1] for each in RATES if each.split(".")[0] == name]:
        level, swing = RATES[f"{name}.{measure}"]
        walk = np.zeros(len(years))
        for place, step in enumerate(draw.normal(0, swing, len(years))):
            walk[place] = 0.6 * walk[place - 1] + step
        if name == "referrals":
            walk += np.log(AFTER_BREAK) * np.array([year >= BREAK for year in years])
        for year, away in zip(years, walk, strict=True):
            newest = max(release for release, period in basis if period == year)
            whole = round(basis[newest, year] * level / 10_000 * float(np.exp(away)))
            counts |= _printed(keys, year, "", measure, whole, draw)
    return counts | _parts(name, keys, counts, draw)


def _parts(
    name: str, keys: tuple[Key, ...], counts: dict[Key, int], draw: np.random.Generator
) -> dict[Key, int]:
    """Counts of which each is a part of another."""
    shares = {
        ("", each.split(".")[1]): share
        for each, share in PARTS.items()
        if each.startswith(name + ".")
    }
    if name == "assessment_factors":
        factors = sorted({key[2] for key in keys if key[2]})
        whole = "assessments_with_factors"
        shares = {(each, "assessments"): (whole, FACTORS.get(each, REST)) for each in factors}
    found: dict[Key, int] = {}
    for (factor, measure), (whole, share) in shares.items():
        for year in sorted({key[1] for key in keys}):
            all_of_them = [n for key, n in counts.items() if key[1] == year and key[3] == whole]
            part = int(draw.binomial(min(all_of_them), share))
            found |= _printed(keys, year, factor, measure, part, draw)
    return found


def _printed(
    keys: tuple[Key, ...],
    year: str,
    factor: str,
    measure: str,
    true: int,
    draw: np.random.Generator,
) -> dict[Key, int]:
    """A count in each release: the first to print it is off by a little."""
    releases = [key[0] for key in keys if key[1:] == (year, factor, measure)]
    off = round(float(draw.normal(0, 0.01)) * true)
    first = max(0, true + off) if len(releases) > 1 else true
    return {
        (release, year, factor, measure): first if place == 0 else true
        for place, release in enumerate(releases)
    }


def _cell(
    name: str,
    about: dict[str, Any],
    key: Key,
    counts: dict[Key, int],
    basis: dict[tuple[str, str], int],
) -> str:
    release, year, factor, measure = key
    if measure == "population":
        return str(basis[release, year])
    if name == "referrals" and year == BREAK:
        return "x"
    count = measure.removesuffix("_rate").removesuffix("_percent")
    number = counts[release, year, factor, count]
    if 0 < number < FEWEST:
        return "c"
    if count == measure:
        return str(number)
    whole = basis.get((release, year), 0)
    if measure.endswith("_percent"):
        whole = counts[release, year, factor, PARTS[f"{name}.{count}"][0]]
    times = 100 if measure.endswith("_percent") else 10_000
    return f"{times * number / whole:.{about['measures'][measure]['decimals']}f}"


def _table(name: str, shown: dict[Key, str], about: dict[str, Any]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    fields = [field["name"] for field in about["schema"]["fields"]]
    writer.writerow(fields)
    for (release, period, factor, measure), said in shown.items():
        row = {"release": PREFIX + release, "period": period, "area_code": CODE, "factor": factor}
        row |= {"measure": measure, "value": said, "marker": ""}
        if said.isalpha():
            row |= {"value": "", "marker": said}
        writer.writerow([row[field] for field in fields])
    return text.getvalue().encode()


def _description(name: str, about: dict[str, Any], table: bytes) -> bytes:
    sources = [
        {
            **each,
            "release": PREFIX + each["release"],
            "publisher": PUBLISHER,
            "title": f"Made-up figures in the form of {each['title']}",
            "path": "",
            "file": "",
            "sha256": "",
        }
        for each in about["sources"]
    ]
    basis = [[PREFIX + b[0], b[1], b[2], PREFIX + b[3]] for b in about.get("population_basis", [])]
    resource = {
        "name": f"made-up-{name.replace('_', '-')}",
        "path": f"{name}.csv",
        "title": f"{about['title']}: made-up figures of Exampleshire, which does not exist",
        "encoding": "utf-8",
        "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
        "disclosure": {"published": "Made up; no child is behind any of these numbers."},
        "schema": about["schema"],
        "sources": sources,
        "measures": about["measures"],
        **({"population_basis": basis} if basis else {}),
        **({"notes": [NOTE]} if name == "referrals" else {}),
    }
    text = yaml.safe_dump(resource, sort_keys=False, allow_unicode=True, width=96,
                          default_flow_style=None)  # fmt: skip
    return f"# Written by the generator beside it; not to be edited by hand.\n{text}".encode()
