"""The steps after an install: opened, activated, paid; which events they are, and when they happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from segattr.data.app_names import INSTALL, OPEN, kind_of, names_of_events, plain_name
from segattr.data.dataset import Dataset
from segattr.data.installs import Installs, opened
from segattr.errors import UnknownName

STEPS: Final = ("install", "open", "activate", "pay")
CAME_BACK: Final = "opened again a day or more later"
CONVERSION: Final = "conversion"
DAY: Final = pd.Timedelta(days=1)
ACTIVATIONS: Final = (
    *("user activated", "activated", "onboarding completed", "tutorial completed", "af tutorial completion"),
    *("registration completed", "completed registration", "af complete registration", "registered"),
    *("signed up", "sign up", "account created", "trial started", "start trial", "af start trial"),
    *("signed in", "logged in", "login", "af login"),
)
PAYMENTS: Final = (
    *("order completed", "purchase", "purchased", "af purchase", "in app purchase", "first purchase"),
    *("payment completed", "subscription started", "subscribed", "subscribe", "af subscribe"),
    *("checkout completed",),
)
"""Names of events by which activation and payment are proposed, the most telling first."""


def activations_there(dataset: Dataset) -> tuple[str, ...]:
    """Return every event that can stand for having become active.

    Examples
    --------
    >>> activations_there(Dataset())
    ('opened again a day or more later',)
    """
    return (*(name for name in names_of_events(dataset) if kind_of(name) != OPEN), CAME_BACK)


def payments_there(dataset: Dataset) -> tuple[str, ...]:
    """Return everything that can stand for having paid; empty where the data hold nothing of the kind."""
    names = [name for name in names_of_events(dataset) if kind_of(name) != OPEN]
    return (*names, CONVERSION) if len(_orders(dataset)) else tuple(names)


def proposed_steps(dataset: Dataset) -> tuple[str, str]:
    """Return the events proposed for activation and for payment, by their names.

    Notes
    -----
    Without an event that is called like an activation, coming back a day later or more is one. Without one
    called like a payment, conversions are; without those, payment stays empty.
    """
    names = names_of_events(dataset)
    activate = next(_called(names, ACTIVATIONS), CAME_BACK)
    pay = next(_called(names, PAYMENTS), CONVERSION if len(_orders(dataset)) else "")
    return activate, pay


def chosen_steps(dataset: Dataset, activate: str, pay: str) -> tuple[str, str]:
    """Return the events for activation and payment: those named, else those proposed.

    Raises
    ------
    UnknownName : a name that is no event of these data.
    """
    found = proposed_steps(dataset)
    for said, known in ((activate, activations_there(dataset)), (pay, payments_there(dataset))):
        if said and said not in known:
            raise UnknownName(
                f"There is no event {said!r} in these data. Found: {', '.join(known) or 'none'}.", name=said
            )
    return activate or found[0], pay or found[1]


def steps_done(dataset: Dataset, installs: Installs, activate: str, pay: str) -> pd.DataFrame:
    """Return every step every install did, and when: ``install`` (its place), ``ts``, ``step``.

    Parameters
    ----------
    activate, pay : events as `chosen_steps` returns them; an empty ``pay`` is a step nobody did.
    """
    first = pd.DataFrame({"install": range(len(installs.rows)), "ts": installs.rows["ts"].to_numpy()})
    parts = {
        "install": first,
        "open": opened(installs),
        "activate": _done(dataset, installs, activate),
        "pay": _done(dataset, installs, pay),
    }
    table = pd.concat([rows.assign(step=name) for name, rows in parts.items()], ignore_index=True)
    return table.astype({"ts": "datetime64[us, UTC]"})


def _done(dataset: Dataset, installs: Installs, name: str) -> pd.DataFrame:
    if name == CAME_BACK:
        rows = opened(installs)
        since = installs.rows["ts"].reindex(rows["install"]).to_numpy()
        return rows[(rows["ts"] - pd.DatetimeIndex(since, tz="UTC") >= DAY).to_numpy()]
    if name == CONVERSION:
        orders = _orders(dataset)
        place = installs.owners.of_customers(orders["customer_id"], orders["ts"])
        return pd.DataFrame({"install": place, "ts": orders["ts"]})[place >= 0]
    happened = installs.happened
    return happened.loc[happened["event"] == name, ["install", "ts"]]


def _orders(dataset: Dataset) -> pd.DataFrame:
    """Return the conversions that are no installs themselves."""
    orders = dataset.conversions
    if orders is None:
        return pd.DataFrame({"customer_id": [], "ts": []})
    known = orders[orders["customer_id"].notna()]
    if "kind" not in known:
        return known
    kinds = {name: kind_of(name) for name in known["kind"].dropna().unique()}
    return known[~known["kind"].isin([name for name, kind in kinds.items() if kind == INSTALL])]


def _called(names: tuple[str, ...], known: tuple[str, ...]) -> Iterator[str]:
    plain = {plain_name(name): name for name in names}
    return (plain[name] for name in known if name in plain)
