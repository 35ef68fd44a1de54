"""Where a table came from: publisher, release, date, licence and the bytes that were read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from mscp_analysis.periods import in_words


@dataclass(frozen=True, order=True)
class Source:
    """One release of one table, or one page of a printed document.

    Parameters
    ----------
    publisher : str
        Who published it, as a reader knows them: ``Department for Education``.
    title : str
        Title of the publication.
    release : str
        Identifier of the release within this project: ``cla-2024``.
    published : str
        ISO date, or year and month where no more is recorded (``2024-11``).
    table : str
        The table of this project that holds the figures.
    url : str
        Landing page of the release; empty where there is none.
    licence : str
        Licence under which the figures may be used.
    sha256 : str
        SHA-256 of the file that was read; empty for a printed document.
    detail : str
        Where in the publication: a file name, a page.
    not_before : bool
        Whether the document itself gives no date, so that ``published`` is only the earliest
        day on which it can have come out.

    Examples
    --------
    >>> source = Source("Department for Education", "Children looked after", "cla-2024", "2024-11")
    >>> source.citation
    'Department for Education, Children looked after (November 2024)'
    """

    publisher: str
    title: str
    release: str
    published: str
    table: str = ""
    url: str = ""
    licence: str = ""
    sha256: str = ""
    detail: str = ""
    not_before: bool = False

    @property
    def published_in_words(self) -> str:
        """``November 2024``, or ``14 November 2024`` where the day is recorded."""
        day = published_in_words(self.published)
        return f"not before {day}" if self.not_before and len(self.published) > 7 else day

    def on(self, place: str) -> Source:
        """The same source, at a page or pages of it, or at an item of minutes.

        Examples
        --------
        >>> report = Source("Medway SCP", "Annual Report", "report", "2024-11-21")
        >>> report.on("26").detail, report.on("8-11").detail, report.on("item 4").detail
        ('page 26', 'pages 8-11', 'item 4')
        """
        pages = "pages" if "-" in place else "page"
        return replace(self, detail=f"{pages} {place}" if place[:1].isdigit() else place)

    @property
    def anchor(self) -> str:
        """Where on a page the source is listed: the last part of a link to it."""
        words = [self.release, *self.detail.replace(",", "").split()]
        return "-".join(["source", *words])

    @property
    def citation(self) -> str:
        """Publisher, title, place within it and date, in one line."""
        parts = [self.publisher, self.title, *([self.detail] if self.detail else [])]
        return f"{', '.join(parts)} ({self.published_in_words})"


def published_in_words(published: str) -> str:
    """An ISO date in words, or year and month where no more is recorded.

    Examples
    --------
    >>> published_in_words("2024-11"), published_in_words("2024-11-14")
    ('November 2024', '14 November 2024')
    """
    if len(published) == 7:
        return f"{date.fromisoformat(published + '-01'):%B %Y}"
    return in_words(date.fromisoformat(published))


def join(*groups: Iterable[Source]) -> tuple[Source, ...]:
    """The union of several lists of sources, each once, in the order first met.

    Examples
    --------
    >>> a = Source("ONS", "Mid-year estimates", "ons-mid-2023", "2024-07")
    >>> b = Source("Department for Education", "Children in need", "cin-2024", "2024-10")
    >>> [source.release for source in join([a], [b, a])]
    ['ons-mid-2023', 'cin-2024']
    """
    return tuple(dict.fromkeys(source for group in groups for source in group))


def citations(sources: Iterable[Source]) -> list[str]:
    """How sources are cited, each once: several tables may come of one release.

    Examples
    --------
    >>> tables = [Source("DfE", "Children in need", name, "2024-10") for name in ("one", "other")]
    >>> citations(tables)
    ['DfE, Children in need (October 2024)']
    """
    return list(dict.fromkeys(source.citation for source in sources))
