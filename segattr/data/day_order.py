"""Whether 03/04/2024 is a day in March or in April: decided by the whole column, or asked, never guessed."""

from __future__ import annotations

from collections.abc import Mapping

from segattr.errors import AmbiguousDates
from segattr.io.cells import quoted
from segattr.io.dates import Dates

DAY, MONTH = "day first", "month first"


def decide_orders(
    dates: Mapping[str, Dates], *, said: str | None, columns: Mapping[str, str], file: str, role: str
) -> dict[str, str]:
    """Return per time field whether its dates are read day first or month first.

    What a column proves (a part above 12) comes first, then what the user said, then what another column of
    the same file proves, then the convention that dots mean day first.

    Parameters
    ----------
    dates : field -> its column read both ways.
    said : what the user set for this file; None for nothing.
    columns : field -> header, for messages.
    file, role : for messages.

    Raises
    ------
    AmbiguousDates : nothing decides, or the column contradicts itself, and nobody said which comes first.

    Examples
    --------
    >>> import pandas as pd
    >>> from segattr.io.dates import read_dates
    >>> start, end = read_dates(pd.Series(["01/03/2024"])), read_dates(pd.Series(["31/03/2024"]))
    >>> named = {"start": "From", "end": "To"}
    >>> decide_orders({"start": start, "end": end}, said=None, columns=named, file="c.csv", role="costs")
    {'start': 'day first', 'end': 'day first'}
    """
    proofs = {proof for column in dates.values() if (proof := proven(column))}
    file_says = proofs.pop() if len(proofs) == 1 else None
    orders = {name: _order(column, said, file_says) for name, column in dates.items()}
    for name, order in orders.items():
        if order is None:
            raise _ambiguous(dates[name], column=columns[name], file=file, role=role)
    return {name: order for name, order in orders.items() if order is not None}


def proven(dates: Dates) -> str | None:
    """Return the only order all dates of a column can be read in; None if both or neither.

    Examples
    --------
    >>> import pandas as pd
    >>> from segattr.io.dates import read_dates
    >>> proven(read_dates(pd.Series(["03/04/2024", "04/28/2024"])))
    'month first'
    """
    day, month = dates.only_day_first.any(), dates.only_month_first.any()
    return None if day == month else (DAY if day else MONTH)


def order_note(dates: Dates, order: str, *, column: str, said: str | None) -> str:
    """Return a sentence on how an open order was decided; empty where there was nothing to decide."""
    if not dates.open.any():
        return ""
    shown = "31/12 rather than 12/31" if order == DAY else "12/31 rather than 31/12"
    if proven(dates) == order:
        why = "some of its dates can be read no other way"
    elif said == order:
        why = "as you set"
    else:
        why = "as dates with dots are" if _open_dotted(dates) else "as another column of this file shows"
    return f"'{column}' is read {order} ({shown}): {why}."


def _order(dates: Dates, said: str | None, file_says: str | None) -> str | None:
    if shown := proven(dates):
        return shown
    contradicts_itself = bool(dates.only_day_first.any())
    if not dates.open.any() and not contradicts_itself:
        return DAY  # every date reads the same either way
    if said or contradicts_itself:
        return said
    return file_says or (DAY if _open_dotted(dates) else None)


def _open_dotted(dates: Dates) -> bool:
    return bool(dates.dotted[dates.open].all())


def _ambiguous(dates: Dates, *, column: str, file: str, role: str) -> AmbiguousDates:
    texts = dates.cells.texts
    if dates.only_day_first.any():
        found = (
            f"holds dates that can only be day/month ({quoted(texts[dates.only_day_first], most=2)}) "
            f"and dates that can only be month/day ({quoted(texts[dates.only_month_first], most=2)})"
        )
    else:
        found = (
            f"holds dates that read both as day/month and as month/day, such as {quoted(texts[dates.open])}"
        )
    return AmbiguousDates(
        f"{file}: '{column}' {found}. Say which comes first: "
        f'date_order="{DAY}" or date_order="{MONTH}", or on the Data page.',
        table=role,
        column=column,
        setting="date_order",
    )
