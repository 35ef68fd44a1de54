"""Choose by widget what ``look`` is told by a plain call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mscp_analysis import areas, data, markup
from mscp_analysis.desk import catalogue
from mscp_analysis.desk.looking import View, look
from mscp_analysis.measures import Measure
from mscp_analysis.periods import label_of

_WIDGET = "application/vnd.jupyter.widget-view+json"


class Chooser:
    """Four lists to choose from, and what is chosen, drawn below them.

    Parameters
    ----------
    area, year, measure, beside : str
        What is chosen at first; see ``look``.
    known_at : str or datetime.date, optional
        ISO date; see ``look``.
    among : mapping of str to Measure, optional
        Measures of one's own to choose among; by default those that ``measures`` lists.

    Examples
    --------
    >>> from mscp_analysis import desk
    >>> chosen = desk.choose("Medway", "2023-24", "plans_rate", "neighbours")
    >>> chosen.choose(year="2022-23").year
    '2022-23'
    """

    def __init__(
        self,
        area: str,
        year: str,
        measure: str,
        beside: str,
        known_at: str | date | None = None,
        among: Mapping[str, Measure] | None = None,
    ) -> None:
        from ipywidgets import HTML, Dropdown, Layout, VBox

        self._among = among
        held = {name: each.title for name, each in among.items()} if among else {}
        titles = (held or catalogue.measures(known_at)["title"]).items()
        asked = {
            "area": ("Area", _with(catalogue.places(), area), area),
            "year": ("Year", [year], year),
            "measure": ("Measure", [(title, name) for name, title in titles], measure),
            "beside": ("Beside", _others(beside), beside),
        }
        self.known_at = known_at
        self._lists = {
            name: Dropdown(
                description=words, options=options, value=value, layout=Layout(width="32rem")
            )
            for name, (words, options, value) in asked.items()
        }
        self._shown = HTML()
        self._box = VBox([*self._lists.values(), self._shown])
        for each in self._lists.values():
            each.observe(self._draw, "value")
        self._draw()

    @property
    def area(self) -> str:
        """The name of the area chosen."""
        return str(self._lists["area"].value)

    @property
    def year(self) -> str:
        """The reporting year chosen."""
        return str(self._lists["year"].value)

    @property
    def measure(self) -> str:
        """The name of the measure chosen."""
        return str(self._lists["measure"].value)

    @property
    def beside(self) -> str:
        """What it is set beside."""
        return str(self._lists["beside"].value)

    @property
    def view(self) -> View:
        """What is chosen now, as ``look`` gives it.

        Raises
        ------
        LookupError, ValueError
            As ``look``.
        """
        return look(self.area, self.year, self._measure, self.beside, self.known_at)

    @property
    def _measure(self) -> Measure:
        return _found(self.measure, self.known_at, self._among)

    def choose(self, **chosen: str) -> Chooser:
        """Choose by a plain call what the lists show: ``choose(area="Kent")``."""
        for name, value in chosen.items():
            self._lists[name].value = value
        return self

    def _draw(self, *_: Any) -> None:
        """Offer the years that there are, and show what is chosen or why it cannot be."""
        chosen = self._lists["year"]
        years = catalogue.years(self._measure, self.area)
        if {*chosen.options} != {*years, chosen.value}:
            # A list that is given other options would first choose the topmost of them.
            chosen.unobserve(self._draw, "value")
            kept = self.year
            chosen.options = _with(years, kept)
            chosen.value = kept
            chosen.observe(self._draw, "value")
        self._shown.value = self._now()[0]

    def _now(self) -> tuple[str, str]:
        """What is shown now, as HTML and as plain text."""
        try:
            view = self.view
        except (LookupError, ValueError) as why:
            return f'<p role="alert">{markup.text(str(why))}</p>', str(why)
        return view.html, repr(view)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        html, plain = self._now()
        lists = self._box._repr_mimebundle_() or {}
        widget = {_WIDGET: lists[_WIDGET]} if _WIDGET in lists else {}
        return {**widget, "text/html": html, "text/plain": plain}

    def __repr__(self) -> str:
        return self._now()[1]

    def __dir__(self) -> list[str]:
        return ["area", "beside", "choose", "known_at", "measure", "view", "year"]


def choose(
    area: str = "Medway",
    year: str = "2023-24",
    measure: str = "plans_rate",
    beside: str = "neighbours",
    known_at: str | date | None = None,
    among: Mapping[str, Measure] | None = None,
) -> Chooser:
    """Choose an area, a year, a measure and what to set it beside, from lists.

    Parameters
    ----------
    area, year, measure, beside, known_at
        What is chosen at first; see ``look``.
    among : mapping of str to Measure, optional
        Measures of one's own to choose among; by default those that ``measures`` lists.

    Returns
    -------
    Chooser
        A notebook shows it; ``view`` is what is chosen now, the same that ``look`` gives.

    Raises
    ------
    LookupError
        If there is no such area, year or measure; the sentence says what there is.

    Examples
    --------
    >>> chosen = choose("Medway", "2023-24", "plans_rate")
    >>> chosen.choose(area="Kent").view.area.name
    'Kent'
    """
    place = areas.find(area)
    look(place, year, _found(measure, known_at, among), beside, known_at)
    return Chooser(place.name, label_of(year), measure, beside, known_at, among)


def _found(name: str, known_at: str | date | None, among: Mapping[str, Measure] | None) -> Measure:
    if among is None:
        return data.figure(name, known_at)
    if name not in among:
        raise LookupError(f"There is no measure {name!r} to choose: there are {', '.join(among)}.")
    return among[name]


def _with(options: list[str], chosen: str) -> list[str]:
    """The options, with what is chosen among them."""
    return options if chosen in options else [chosen, *options]


def _others(beside: str) -> list[tuple[str, str]]:
    words = {name: f"{said[:1].upper()}{said[1:]}" for name, said in catalogue.BESIDE.items()}
    words.setdefault(beside, beside)
    return [(said, name) for name, said in words.items()]
