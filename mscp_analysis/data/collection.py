"""The measures of one table, as an analyst meets them in a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from html import escape

from mscp_analysis.measures import Measure
from mscp_analysis.periods import in_words


class Measures(Mapping[str, Measure]):
    """The measures of one table, by name or as attributes.

    Parameters
    ----------
    name : str
        Name of the table.
    title : str
        What it holds, in words.
    measures : mapping of str to Measure
        Its measures.
    known_at : datetime.date, optional
        The day at which they are as known; by default all that is held.

    Examples
    --------
    >>> from mscp_analysis import data
    >>> looked_after = data.load("children_looked_after", known_at="2024-12-31")
    >>> looked_after.at_31_march.at("2023-24", "Medway").shown
    '476'
    >>> list(looked_after)[:2], "starting" in dir(looked_after)
    (['at_31_march', 'at_31_march_rate'], True)
    """

    def __init__(
        self, name: str, title: str, measures: Mapping[str, Measure], known_at: date | None = None
    ) -> None:
        self.name, self.title, self.known_at = name, title, known_at
        self._measures = {each: measures[each] for each in measures}
        # A measure of the name of a method, such as values, is what an analyst means by it.
        vars(self).update({n: m for n, m in self._measures.items() if hasattr(Mapping, n)})

    def __getitem__(self, name: str) -> Measure:
        if name not in self._measures:
            raise KeyError(self._unknown(name))
        return self._measures[name]

    def __getattr__(self, name: str) -> Measure:
        # Underscored names come from copying and from notebooks, before there are measures.
        if name.startswith("_") or name not in self._measures:
            raise AttributeError(self._unknown(name))
        return self._measures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._measures)

    def __len__(self) -> int:
        return len(self._measures)

    def __dir__(self) -> list[str]:
        """Its measures, and what it says of itself: what completion offers."""
        return [*self._measures, "known_at", "name", "title"]

    def _ipython_key_completions_(self) -> list[str]:
        return [*self._measures]

    def _unknown(self, name: str) -> str:
        held = self.__dict__.get("_measures", {})
        near = get_close_matches(name, held, n=2, cutoff=0.5)
        hint = f". Did you mean {' or '.join(near)}?" if near else "."
        there = ", ".join(held)
        return f"{self.__dict__.get('name')} has no measure {name!r}; it has {there}{hint}"

    def __repr__(self) -> str:
        lines = [
            f"  {name}: {each.title}, {each.unit}" + (f"; {each.absence}" if each.absence else "")
            for name, each in self._measures.items()
        ]
        return "\n".join([f"<Measures {self.name}: {self._heading}>", *lines])

    @property
    def _heading(self) -> str:
        return self.title + (f", as known at {in_words(self.known_at)}" if self.known_at else "")

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'><code>{escape(name)}</code></th><td>{escape(each.title)}</td>"
            f"<td>{escape(each.unit)}</td><td>{escape(_span(each))}</td></tr>"
            for name, each in self._measures.items()
        )
        heads = "".join(
            f"<th scope='col'>{h}</th>" for h in ("measure", "title", "unit", "periods")
        )
        return (
            f"<table><caption>{escape(self._heading)}</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )


def _span(measure: Measure) -> str:
    """From when to when it has figures, or why it has none."""
    there = measure.periods
    return f"{there[0]} to {there[-1]}" if there else measure.absence or "no figures"
