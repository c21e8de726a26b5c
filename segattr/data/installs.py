"""App installs: one per app instance however often it was delivered, with the advert it was credited to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.data.app_events import LINK, ORGANIC, app_events
from segattr.data.app_instances import Owners, instances
from segattr.data.app_names import ATTRIBUTED, INSTALL, OPEN, names_of_events
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData

YES, NO = "attributed", "organic or unattributed"
UNKNOWN: Final = "(unknown)"
ABOUT: Final = ("app", "platform", "country")  # what an install says of itself
DAY: Final = 86_400_000_000  # microseconds
MOST_NAMED: Final = 5
ON_A_DEVICE: Final = r"(?i)ios|android|analytics\.js|react|flutter|kotlin|swift|mobile|device"
NO_INSTALLS: Final = (
    "These data hold no app installs: no event called Application Installed, App Install, install or "
    "first_open. Found: {found}."
)


@dataclass(frozen=True)
class InstallRule:
    """What counts as the same install, and which attribution belongs to it: conventions, so settings.

    Attributes
    ----------
    window_days : an attribution counts when it comes at the install or up to so many days after it.
    same_days : deliveries of one app instance up to so many days after its first one are the same install;
        later ones are reinstalls. Neither counts as an install again.

    Examples
    --------
    >>> InstallRule().window_days, InstallRule(window_days=1).same_days
    (7.0, 1.0)
    """

    window_days: float = 7.0
    same_days: float = 1.0

    def __post_init__(self) -> None:
        for name in ("window_days", "same_days"):
            if not getattr(self, name) >= 0:
                raise BadSetting(
                    f"{name} is {getattr(self, name)}. Choose days from 0 on.",
                    setting=name,
                    value=getattr(self, name),
                )


@dataclass(frozen=True, eq=False)
class Installs:
    """The installs of a dataset.

    Attributes
    ----------
    rows : one row per app instance: ``customer_id``, ``ts`` (first delivery), ``app, platform, country``,
        ``delivery`` (``device``, ``cloud``, ``both``, ``(unknown)``), ``attribution`` (``attributed`` or
        ``organic or unattributed``), ``provider, source, campaign, ad_group, creative``, ``attributed_ts``.
    happened : every event that belongs to one of them: ``install`` (place in ``rows``), ``ts``, ``event``,
        ``kind``.
    owners : finds the install of anything else with a customer and a moment.
    rule : the settings.
    counts : what was put together and left out, see `Installs.COUNTS`.
    """

    rows: pd.DataFrame
    happened: pd.DataFrame
    owners: Owners
    rule: InstallRule
    counts: Mapping[str, int]

    COUNTS = (
        *("delivered", "repeated", "reinstalls", "installs", "both_modes", "attributed"),
        *("attributions", "attributions_repeated", "conflicting", "early", "late", "homeless"),
    )


def installs_of(dataset: Dataset, rule: InstallRule | None = None) -> Installs:
    """Return one install per app instance, each with the advert it was credited to.

    Parameters
    ----------
    dataset : with events, or AppsFlyer's rows as conversions.
    rule : what counts as the same install and how long an attribution may take; None for the usual.

    Raises
    ------
    UnsuitableData : there is no install in these data.

    Notes
    -----
    Two deliveries are of the same app instance where they are of the same app and share a device id or an
    anonymous id; one that carries neither goes by its user id. Of what several deliveries say, the earliest
    counts. An attribution belongs to the install with its device id, else its anonymous id, else the last
    install of its user before it. The first one within the window counts. An install without one is organic
    or unattributed: nobody knows which, and it is never Direct.

    References
    ----------
    Twilio Segment, Spec: Native mobile; Segment's role in attribution.

    Examples
    --------
    >>> rows = pd.DataFrame({"customer_id": ["a", "a"], "ts": pd.to_datetime(["2026-01-02"] * 2, utc=True)})
    >>> found = installs_of(Dataset(events=rows.assign(event="Application Installed")))
    >>> found.rows["attribution"].tolist(), found.counts["repeated"]
    (['organic or unattributed'], 1)
    """
    events, rule = app_events(dataset), rule or InstallRule()
    if events is None:
        names = names_of_events(dataset)[:MOST_NAMED]
        raise UnsuitableData(NO_INSTALLS.format(found=", ".join(names) or "no events"))
    delivered = events[events["kind"] == INSTALL].reset_index(drop=True)
    place = instances(delivered)
    since = delivered.groupby(place)["ts"].min()
    owners = Owners.of(delivered, place, since, events)
    again = _days(delivered["ts"], since.to_numpy()[place]) > rule.same_days
    rows = _rows(delivered, place, since)
    said, counts = _attributions(events, owners, rule)
    own = _own(delivered, place)
    rows = _credited(rows, own, said)
    of = owners.place(events)
    happened = events.assign(install=of)[(of >= 0) & (events["kind"] != ATTRIBUTED).to_numpy()]
    counts |= {
        "delivered": len(delivered),
        "repeated": int((~again).sum()) - len(rows),
        "reinstalls": int(again.sum()),
        "installs": len(rows),
        "both_modes": int((rows["delivery"] == "both").sum()),
        "attributed": int((rows["attribution"] == YES).sum()),
    }
    kept = happened[["install", "ts", "event", "kind"]].reset_index(drop=True)
    rows = rows.assign(customer_id=owners.customers(events, of))
    return Installs(rows, kept, owners, rule, {name: counts[name] for name in Installs.COUNTS})


def opened(installs: Installs) -> pd.DataFrame:
    """Return every opening of an app: ``install, ts``."""
    return installs.happened.loc[installs.happened["kind"] == OPEN, ["install", "ts"]]


def _rows(delivered: pd.DataFrame, place: NDArray[np.int64], since: pd.Series) -> pd.DataFrame:
    first = _first_said(delivered[[*ABOUT]], place)
    sent = delivered["library"]
    device = sent.str.contains(ON_A_DEVICE, regex=True)
    modes = pd.DataFrame({"device": device, "cloud": (sent != "") & ~device}).groupby(place).any()
    delivery = np.select(
        [modes["device"] & modes["cloud"], modes["device"], modes["cloud"]],
        ["both", "device", "cloud"],
        UNKNOWN,
    )
    return first.assign(ts=since.to_numpy(), delivery=delivery).astype({"ts": "datetime64[us, UTC]"})


def _first_said(table: pd.DataFrame, place: NDArray[np.int64]) -> pd.DataFrame:
    """Return the first thing said per install and column, empty where nothing is."""
    return table.mask(table == "").groupby(place).first().fillna("").astype(object)


def _own(delivered: pd.DataFrame, place: NDArray[np.int64]) -> pd.DataFrame:
    """Return the advert that stands on installs' own rows, as AppsFlyer writes it."""
    table = delivered[["provider", *LINK]].copy()
    table.loc[delivered["own_source"] == "", :] = ""
    return _first_said(table, place)


def _attributions(
    events: pd.DataFrame, owners: Owners, rule: InstallRule
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the attribution that counts, by install, and how many there were that do not."""
    given = events[events["kind"] == ATTRIBUTED].reset_index(drop=True)
    place = owners.place(given)
    found = place >= 0
    days = _days(given["ts"], owners.since[place])  # those without an install look at the last one: unused
    early, late = found & (days < 0), found & (days > rule.window_days)
    inside = given.assign(install=place)[found & ~early & ~late]
    counted = inside.drop_duplicates("install").set_index("install")
    adverts = inside[["install", *LINK]].drop_duplicates()
    counts = {
        "attributions": len(given),
        "attributions_repeated": len(inside) - len(counted),
        "conflicting": int(adverts["install"].duplicated(keep=False).groupby(adverts["install"]).any().sum()),
        "early": int(early.sum()),
        "late": int(late.sum()),
        "homeless": int((~found).sum()),
    }
    return counted[["provider", *LINK, "ts"]].rename(columns={"ts": "attributed_ts"}), counts


def _credited(rows: pd.DataFrame, own: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    told = said.reindex(rows.index)
    by_event = told["source"].notna() & ~told["source"].fillna("").str.lower().isin(ORGANIC)
    by_row = (own["source"] != "") & ~own["source"].str.lower().isin(ORGANIC)
    advert = own.where(~by_event, told)
    yes = by_event | by_row
    texts = advert[["provider", *LINK]].fillna("").where(yes, "")
    when = told["attributed_ts"].where(by_event)
    table = rows.assign(attribution=np.where(yes, YES, NO), **texts, attributed_ts=when)
    for name in ABOUT:
        table[name] = table[name].where(table[name] != "", UNKNOWN)
    for name in ("provider", *LINK):
        table[name] = table[name].mask(table[name] == "", np.where(yes, UNKNOWN, NO))
    return table.reset_index(drop=True)


def _days(moments: pd.Series, since: object) -> NDArray[np.float64]:
    start = pd.DatetimeIndex(np.asarray(since)).as_unit("us").asi8
    return np.asarray((pd.DatetimeIndex(moments).as_unit("us").asi8 - start) / DAY)
