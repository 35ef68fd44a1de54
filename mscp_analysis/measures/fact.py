"""One number, or the reason why there is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from math import nan
from typing import Any, Literal, NoReturn

from mscp_analysis import areas, markup
from mscp_analysis.periods import date_of, in_words
from mscp_analysis.sources import Source, citations, published_in_words

Timing = Literal["snapshot", "year", "mid-year", "quarter"]

MARKERS = {
    "c": "withheld to protect confidentiality",
    "x": "not available",
    "z": "not applicable",
    "u": "of low reliability and not shown",
    "k": "rounds to zero but is not zero",
    "low": "rounds to zero but is not zero",
    "p": "provisional",
    "n": "not in the releases held",
    "b": "not comparable across a break in the series",
    "l": "lost from the printed text",
    "s": "not supplied by the partnership",
}
"""Why a value is missing. The reasons are never merged and never turned into a number."""


def shown(value: float, decimals: int) -> str:
    """A number as it is read: rounded half up, thousands separated, a true minus sign.

    Examples
    --------
    >>> shown(11762878, 0), shown(44.25, 1), shown(-7, 0)
    ('11,762,878', '44.3', '−7')
    """
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded + 0:,}".replace("-", "−")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One number, or the reason why there is none, with all that a reader may ask of it.

    Parameters
    ----------
    value : float or None
        The number, unrounded; None where it is withheld or missing.
    marker : str
        Why there is no number: a key of ``MARKERS``. Empty where there is one.
    measure, title, unit : str
        What was counted, in code, in words, and in what.
    decimals : int
        Decimal places that a reader is shown.
    period : str
        ``2023-24``, ``mid-2023`` or ``2023-24 Q1``.
    timing : {"snapshot", "year", "mid-year", "quarter"}
        Whether it is of one day (31 March), of the whole year, a mid-year estimate, or of a
        quarter.
    area_code : str
        ONS code of the area.
    area : str
        Its name; for several areas together, what they are: ``statistical neighbours``.
    lower, upper : float or None
        Limits of the interval, where it has one.
    release, as_of, status : str
        Which release it was read from, when that was published, and whether it is final.
    breakdown : tuple of (str, str)
        Column and value of each breakdown.
    base : str
        Mid-year of the population that a rate stands on: ``mid-2023``.
    census : int
        The census that an estimated population, or the one behind a rate, stands on; 0 for
        figures without a population.
    base_release : str
        The release that the population behind a rate was read from.
    method : str
        ``computed`` where it was computed here from count and base; empty where it is taken as
        its publisher or register gives it.
    summary : {"", "mean", "median", "pooled"}
        How several areas were made one figure; empty for that of one area.
    definition : str
        What is counted and what is not; empty where none is told.
    signed : bool
        Whether a reader is shown its sign: a change, not a level.
    sources : tuple of Source
        Where it was read, or every place that it was computed from.
    absence : str
        For a figure of a register that is not there: the sentence that says why.

    Raises
    ------
    ValueError
        If it has neither a value nor a marker, or both.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> plans = data.load("child_protection_plans", known_at="2024-12-31").at_31_march
    >>> fact = plans.at("2023-24", "Medway")
    >>> fact.shown, fact.unit, fact.moment, fact.status
    ('281', 'children', '31 March 2024', 'final')
    """

    value: float | None
    measure: str
    title: str
    unit: str
    decimals: int
    period: str
    timing: Timing
    area_code: str
    area: str
    marker: str = ""
    lower: float | None = None
    upper: float | None = None
    release: str = ""
    as_of: str = ""
    status: str = ""
    breakdown: tuple[tuple[str, str], ...] = ()
    base: str = ""
    census: int = 0
    base_release: str = ""
    method: str = ""
    summary: str = ""
    definition: str = ""
    signed: bool = False
    sources: tuple[Source, ...] = ()
    absence: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.marker == ""):
            said = "neither a value nor" if self.value is None else "both a value and"
            raise ValueError(
                f"A fact must say its value or why there is none: {self.title}, {self.area}, "
                f"{self.period} has {said} a marker."
            )
        if self.marker and self.marker not in MARKERS:
            raise ValueError(
                f"{self.marker!r} is not a marker: {self.title}, {self.area}, {self.period} "
                f"needs one of {', '.join(MARKERS)}."
            )

    @property
    def number(self) -> float:
        """The value for arithmetic and drawing: NaN where there is none."""
        return nan if self.value is None else self.value

    @property
    def shown(self) -> str:
        """The number as it is read, or the marker in square brackets."""
        if self.value is None:
            return f"[{self.marker}]"
        sign = "+" if self.signed and self.value > 0 else ""
        return sign + shown(self.value, self.decimals)

    @property
    def key(self) -> str:
        """Ten letters that tell this fact from every other, the same in every build."""
        said = (self.measure, self.title, self.area_code, self.area, self.period, self.breakdown)
        text = repr((*said, self.value, self.marker, self.shown, self.release))
        return "f" + hashlib.sha256(text.encode()).hexdigest()[:9]

    @property
    def date(self) -> str:
        """The day it speaks of, in words: ``31 March 2024``."""
        return in_words(date_of(self.period, self.timing))

    @property
    def place(self) -> areas.Area | str:
        """The area itself, or the words for several areas together."""
        return areas.find(self.area_code) if self.area_code else self.area

    @property
    def size(self) -> Fact:
        """The same without its sign: how far a figure moved, whichever way."""
        return self if self.value is None else replace(self, value=abs(self.value), signed=False)

    @property
    def limits(self) -> tuple[Fact, Fact]:
        """The lower and the upper limit of its interval, as facts of their own."""
        return self._limit("lower", self.lower), self._limit("upper", self.upper)

    def _limit(self, side: str, limit: float | None) -> Fact:
        return replace(
            self,
            value=limit,
            marker="" if limit is not None else self.marker or "x",
            title=f"{self.title}, {side} limit of the interval",
            lower=None,
            upper=None,
        )

    def record(self) -> dict[str, Any]:
        """What the ledger keeps of it: one row."""
        return {
            "key": self.key,
            "measure": self.measure,
            "title": self.title,
            "area": self.area,
            "area_code": self.area_code,
            "period": self.period,
            "breakdown": "; ".join(f"{column}: {value}" for column, value in self.breakdown),
            "value": self.value,
            "marker": self.marker,
            "shown": self.shown,
            "unit": self.unit,
            "lower": self.lower,
            "upper": self.upper,
            "status": self.status,
            "as_of": self.as_of,
            "release": self.release,
            "sources": [source.citation for source in self.sources],
            **{name: said for name, said in self._basis.items() if said},
        }

    @property
    def _basis(self) -> dict[str, str]:
        """What a reader of two reports asks of a figure that changed: over whom, and how made."""
        return {"base": self.base, "base_release": self.base_release, "method": self.method}

    @property
    def moment(self) -> str:
        """The day or the period it speaks of: ``31 March 2024``, ``2023-24``."""
        try:
            return self.date if self.timing in ("snapshot", "mid-year") else self.period
        except ValueError:  # Some registers date their figures in words of their own.
            return self.period

    @property
    def _origin(self) -> str:
        """Its status, the release that it is of, and where it was read, in words."""
        known = f"as of {published_in_words(self.as_of)}" if self.as_of else ""
        cited = "; ".join(citations(self.sources))
        return "; ".join(filter(None, [", ".join(filter(None, [self.status, known])), cited]))

    @property
    def _said(self) -> str:
        return f"{self.shown} {self.unit}" if self.value is not None else MARKERS[self.marker]

    def _repr_html_(self) -> str:
        about = f"{self.title}, {self.area}, {self.moment}"
        if self.value is None:
            number = f"<strong>{escape(self._said)}</strong>"
        else:
            datum = markup.number(self.value, self.shown, self.key)
            number = f"<strong>{datum} {escape(self.unit)}</strong>"
        return f"<p>{number}<br>{escape(about)}<br><small>{escape(self._origin)}</small></p>"

    def __repr__(self) -> str:
        about = f"{self._said}; {self.title}, {self.area}, {self.moment}"
        return f"<Fact: {'; '.join(filter(None, [about, self._origin]))}>"

    def _refuse(self, _: object = None) -> NoReturn:
        raise TypeError(
            f"{self.title}, {self.area}, {self.moment} is a figure with its meaning and no bare "
            "number: compare figures with comparisons.versus, take a difference over time with "
            "changes.change, or reckon with .value."
        )

    __lt__ = __le__ = __gt__ = __ge__ = __float__ = __int__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = _refuse

    def __dir__(self) -> list[str]:
        """What an analyst asks of it."""
        shown = ["date", "key", "limits", "moment", "number", "place", "record", "shown", "size"]
        return sorted([*(each.name for each in fields(self)), *shown])
