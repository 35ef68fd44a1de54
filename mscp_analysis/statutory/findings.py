"""What ``mscp check statutory`` finds: elements that are missing and not accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mscp_analysis.severities import Finding, found
from mscp_analysis.statutory.evidence import SUPPLIED
from mscp_analysis.statutory.judging import Judged


def findings(elements: Iterable[Judged]) -> tuple[Finding, ...]:
    """Elements that are missing without a reason, an owner and a day, or in part without a reason.

    Parameters
    ----------
    elements : iterable of Judged
        As ``judged`` gives them.

    Returns
    -------
    tuple of Finding
        In the order of the elements. The key is ``missing``, ``missing_unconfirmed`` where
        nobody has read the rule, or ``in_part_without_reason``.

    Examples
    --------
    >>> findings([])
    ()
    """
    return tuple(finding for each in elements for finding in _of(each))


def _of(each: Judged) -> Iterator[Finding]:
    element = each.element
    key, words = "", ""
    if each.lacks:
        key = "missing" if element.confirmed else "missing_unconfirmed"
        rule = "" if element.confirmed else " The rule is to be confirmed against the guidance."
        articles = (f"{'an' if name == 'owner' else 'a'} {name}" for name in each.lacks)
        words = f"is missing without {_joined(articles)}: {_do(each, each.lacks)}.{rule}"
    elif each.state == "in part" and not each.reason:
        key = "in_part_without_reason"
        lacking = "; ".join(each.lacking)
        words = f"is met in part and no reason is given: {lacking}; {_do(each, ['reason'])}."
    if key:
        yield found("statutory", key, element.id, _heading(each), f"“{element.title}” {words}")


def _do(each: Judged, unsaid: Iterable[str]) -> str:
    """Enter it in the registers that would show it, or say in elements why it is not there."""
    needs = (one.need for one in each.evidence if one.state != SUPPLIED)
    files = dict.fromkeys(f"{need.register}.csv" for need in needs if need.register)
    why = f"elements.csv as {each.element.id}"
    if not files:
        return f"enter it in {why}"
    return f"enter it in {_joined(files)}, or the {_joined(unsaid)} in {why}"


def _heading(each: Judged) -> str:
    """Where a reader would look for what is lacking."""
    looked = [one.need.section for one in each.evidence if one.state != SUPPLIED]
    return next(filter(None, looked), "")


def _joined(names: Iterable[str]) -> str:
    each = [*names]
    return " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)
