"""A thousand squares, of which some are filled: so many in every thousand, to be seen."""

from __future__ import annotations

_ACROSS, _DOWN = 50, 20
"""A thousand squares: so many in a row, and so many rows."""


def squares(number: int, name: str) -> str:
    """A thousand squares of which so many are filled.

    Parameters
    ----------
    number : int
        How many, up to a thousand.
    name : str
        What its ids begin with.

    Returns
    -------
    str
        A drawing with a title and a description.
    """
    rows = "".join(f"M0 {4 * row + 2}h{4 * _ACROSS}" for row in range(_DOWN))
    filled = "".join(
        f'<rect x="{4 * (place % _ACROSS)}" y="{4 * (place // _ACROSS)}" width="3" height="3"/>'
        for place in range(number)
    )
    return (
        f'<svg class="squares" viewBox="0 0 {4 * _ACROSS - 1} {4 * _DOWN - 1}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">A thousand children'
        f'</title><desc id="{name}-desc">1,000 small squares, one for each child, of which '
        f"{number} {'is' if number == 1 else 'are'} filled.</desc>"
        f'<path class="rest" d="{rows}" fill="none" stroke="var(--rest, #b1b4b6)" '
        f'stroke-width="3" stroke-dasharray="3 1" transform="translate(0 -.5)"/>'
        f'<g fill="var(--chart-third, #801650)">{filled}</g></svg>'
    )
