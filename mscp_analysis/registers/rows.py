"""The rows of a register: which they are, which of them are chosen, and what they cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import pandas as pd

from mscp_analysis.areas import Area
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import Column, Description
from mscp_analysis.sources import Source, join


@dataclass(frozen=True, eq=False, kw_only=True)
class Rows:
    """The rows of a register of one year.

    Parameters
    ----------
    description : Description
        What it holds.
    year : ReportingYear
        Of which year it is.
    area : Area
        Whose partnership keeps it.
    rows : pandas.DataFrame
        One row as the description says; words as str, figures as float64, dates as
        ``datetime.date`` or None; agencies by the name that they go by now.
    markers : pandas.DataFrame
        The same shape: why a figure or date is missing, empty where there is one.
    own : Source
        The register itself, for rows that cite no document.
    documents : mapping of str to Source
        Documents that rows may cite.
    absence : str
        Why it has no row; empty where it has, or where nothing happened.
    chosen : tuple of (str, tuple)
        Columns and values that ``where`` has chosen.
    whole : tuple of Source
        What the rows cite of which these were chosen: that there is none stands there too.
    """

    description: Description
    year: ReportingYear
    area: Area
    rows: pd.DataFrame
    markers: pd.DataFrame
    own: Source
    documents: Mapping[str, Source]
    absence: str
    chosen: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    whole: tuple[Source, ...] = ()

    @property
    def is_supplied(self) -> bool:
        """Whether there is anything to tell, be it that nothing happened."""
        return not self.absence

    @property
    def title(self) -> str:
        """Its title, and which of its rows these are."""
        words = ", ".join(words for _, words in self._said)
        return f"{self.description.title}: {words}" if words else self.description.title

    def where(self, **wanted: Any) -> Self:
        """Only the rows in which each column is one of the values wanted.

        Parameters
        ----------
        **wanted
            Column and value, or a list of values; ``""`` or None stands for a blank.

        Returns
        -------
        Register

        Raises
        ------
        LookupError
            If it has no such column, or a value is none that the column may hold.
        """
        keep = pd.Series(True, index=self.rows.index)
        for column, values in wanted.items():
            listed = self._listed(column, values)
            blank = any(value in ("", None) for value in listed)
            keep &= self.rows[column].isin(listed) | (blank & _blank(self.rows[column]))
        chosen = [(column, self._listed(column, values)) for column, values in wanted.items()]
        whole = self.sources if len(self.rows) else self.whole
        return self.with_rows(self.rows[keep], chosen=(*self.chosen, *chosen), whole=whole)

    def each(self, column: str) -> Iterator[tuple[Any, Self]]:
        """The values of a column, as they are first met, each with the rows that ``where`` gives.

        Parameters
        ----------
        column : str
            The column; a blank is one of its values where it is an empty cell of words.

        Yields
        ------
        tuple of (object, Register)
        """
        self._check(column)
        codes, values = pd.factorize(self.rows[column])
        if "" in values:
            codes[codes < 0] = values.get_loc("")
        whole, places = self.sources, pd.Series(codes).groupby(codes).indices
        for code, value in enumerate(values):
            chosen = (*self.chosen, (column, self._listed(column, value)))
            yield value, self.with_rows(self.rows.iloc[places[code]], chosen=chosen, whole=whole)

    def with_rows(self, rows: pd.DataFrame, **changes: Any) -> Self:
        """The same register of some of its rows, or of rows with further columns."""
        markers = self.markers.reindex(index=rows.index, columns=rows.columns, fill_value="")
        return replace(self, rows=rows, markers=markers, **changes)

    def only(self, keep: Iterable[bool]) -> Self:
        """Only the rows for which it is said so, one word a row."""
        return self.with_rows(self.rows[pd.Series([*keep], index=self.rows.index, dtype=bool)])

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents that its rows cite or, without rows, those that it was chosen from.

        Rows that cite none were read in the register itself, but for those that nobody keeps.
        """
        own = () if self.description.derived else (self.own,)
        if not len(self.rows):
            return self.whole or own
        if "document" not in self.rows:
            return own
        pages = self.rows["page"] if "page" in self.rows else [""] * len(self.rows)
        cited = dict.fromkeys(zip(self.rows["document"], pages, strict=True))
        return join(*([self.cited(name, page)] if name else own for name, page in cited))

    def cited(self, document: str, page: str = "") -> Source:
        """The page of a document that a row cites; the register itself of a row that cites none."""
        return self.documents[document].on(page) if document else self.own

    @property
    def _said(self) -> tuple[tuple[str, str], ...]:
        return tuple((column, _words(values)) for column, values in self.chosen)

    def _listed(self, column: str, values: Any) -> tuple[Any, ...]:
        self._check(column)
        listed = tuple(values) if isinstance(values, list | tuple) else (values,)
        known = self.description.known
        choices = known[column].allowed if column in known else ()
        strange = [value for value in listed if choices and value not in ("", None, *choices)]
        if strange:
            raise LookupError(
                f"{self.description.title}: the column {column!r} never holds {strange[0]!r}; "
                f"it holds {', '.join(choices)}."
            )
        return listed

    @property
    def _columns_of_figures(self) -> set[str]:
        own = {name for name, about in self.description.known.items() if about.is_number}
        return own | {c for c in self.rows if pd.api.types.is_numeric_dtype(self.rows[c])}

    def _figures(self, column: str) -> Column:
        """How a column of figures is shown, be it worked out from others."""
        self._check(column)
        if column not in self._columns_of_figures:
            raise LookupError(f"{self.title}: the column {column!r} holds no figures.")
        reckoned = Column(column, "number", unit=self.description.unit)
        return self.description.known.get(column, reckoned)

    def _check(self, column: str) -> None:
        if column not in self.rows and column not in self.description.known:
            there = ", ".join(self.description.known)
            raise LookupError(f"{self.title} has no column {column!r}: it has {there}.")

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Register {self.description.name}: {self.title}, {self.year}; {len(self)} rows>"

    def _repr_html_(self) -> str:
        return f"<p><strong>{self.title}</strong>, {self.year}</p>{self.rows._repr_html_()}"


def _blank(values: pd.Series) -> pd.Series:
    return values.isna() | (values == "")


def _words(values: tuple[Any, ...]) -> str:
    return " or ".join("not said" if value in ("", None) else str(value) for value in values)
