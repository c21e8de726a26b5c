"""Events of apps, whatever tool wrote them: which app instance, when, and what brought it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.data.app_names import holds_installs, kind_of, named_events
from segattr.data.dataset import Dataset

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "device": ("context_device_id", "device_id", "deviceid"),
    "anonymous": ("anonymousid", "anonymous_id"),
    "user": ("userid", "user_id", "customer_user_id"),
    "app": (
        *("app_name", "context_app_name", "app_namespace", "context_app_namespace", "app_id"),
        "bundle_id",
    ),
    "platform": ("os_name", "context_os_name", "platform", "device_type", "context_device_type"),
    "country": ("location_country", "context_location_country", "country", "country_code"),
    "library": ("library_name", "context_library_name"),
    "provider": ("provider", "properties_provider"),
    "source": ("properties_campaign_source", "campaign_source", "media_source", "context_campaign_source"),
    "campaign": ("properties_campaign_name", "campaign_name", "context_campaign_name", "campaign"),
    "ad_group": ("properties_campaign_ad_group", "campaign_ad_group", "adset"),
    "creative": (
        *("properties_campaign_ad_creative", "campaign_ad_creative", "properties_campaign_content"),
        *("campaign_content", "context_campaign_content", "ad"),
    ),
    "own_source": ("media_source",),
}
"""What is known of an event -> headers it may stand under, the preferred one first.

Headers are compared without capitals and signs; JSON and warehouse tables write the same field differently.
"""

IDS: Final = ("device", "anonymous", "user")
LINK: Final = ("source", "campaign", "ad_group", "creative")
PLATFORMS: Final = {"ios": "iOS", "iphone os": "iOS", "ipados": "iOS", "android": "Android"}
BLANKS: Final = frozenset(["null", "none", "nan", "undefined", "unknown", "(not set)", "(none)", "n/a", "na"])
ORGANIC: Final = frozenset(["organic", "(organic)", "unattributed", "no attribution"])
_NOBODY = re.compile(r"[0\-]*")

Texts = NDArray[np.object_]


def app_events(dataset: Dataset) -> pd.DataFrame | None:
    """Return everything that happened in apps, one row per event; None where no event is an install.

    Returns
    -------
    DataFrame : ``ts``, ``event`` (its name), ``kind`` (``install``, ``open``, ``attributed`` or empty),
        ``customer_id``, ``device``, ``anonymous``, ``user`` (ids), ``app``, ``platform``, ``country``,
        ``library`` (what sent it), ``provider``, ``source``, ``campaign``, ``ad_group``, ``creative`` and
        ``own_source`` (one that stands on the install's own row); ``row`` (in its table).
        Texts, empty where nothing is known; in an order of their own, so that the order of the file's rows
        plays no part.

    Notes
    -----
    Ids of nothing but zeros, and words for "unknown", are no ids: as one they would make one giant install.
    Installs are looked for among the events, and among conversions whose ``kind`` says so (AppsFlyer).

    Examples
    --------
    >>> rows = pd.DataFrame({"customer_id": ["a"], "ts": [pd.Timestamp("2026-01-02", tz="UTC")]})
    >>> events = rows.assign(event="Application Installed", **{"os.name": "ios"})
    >>> app_events(Dataset(events=events))[["kind", "user", "platform"]].values.tolist()
    [['install', 'a', 'iOS']]
    """
    tables = [named_events(dataset.events, "event"), named_events(dataset.conversions, "kind")]
    if not holds_installs(dataset):
        return None
    parts = [_read(table) for table in tables if table is not None]
    events = pd.concat(parts, ignore_index=True)
    order = dict.fromkeys(["ts", "kind", *IDS, "event", *map(str, events.columns.drop("row"))])
    events = events.sort_values([*order], ignore_index=True)
    return events.assign(app=_filled(events["app"], events))


def column_of(table: pd.DataFrame, field: str) -> Texts:
    """Return what is known of a field per row, from the first of its columns that says it; empty texts else.

    Examples
    --------
    >>> column_of(pd.DataFrame({"Media Source": ["Ads", None]}), "source").tolist()
    ['Ads', '']
    """
    headers = {_plain(header): header for header in reversed(table.columns)}
    found = np.full(len(table), "", dtype=object)
    for name in FIELDS[field]:
        if name in headers:
            found = np.where(found == "", texts_of(table[headers[name]]), found)
    return found


def texts_of(values: pd.Series) -> Texts:
    """Return a column as trimmed texts, empty where it says nothing.

    Examples
    --------
    >>> texts_of(pd.Series([" a ", None, "0000-0000", "Unknown"])).tolist()
    ['a', '', '', '']
    """
    labels = values.astype("category")
    names = [_said(name) for name in labels.cat.categories]
    return np.array([*names, ""], dtype=object)[labels.cat.codes.to_numpy()]


def known_once(keys: Iterable[str], values: Iterable[str]) -> dict[str, str]:
    """Return what each key says, for keys that say one thing only; empty keys and values are left out.

    Examples
    --------
    >>> known_once(["a", "a", "b", "b"], ["x", "", "x", "y"])
    {'a': 'x'}
    """
    found: dict[str, str] = {}
    several: set[str] = set()
    for key, value in zip(keys, values, strict=True):
        if key and value and found.setdefault(key, value) != value:
            several.add(key)
    return {key: value for key, value in found.items() if key not in several}


def _read(table: pd.DataFrame) -> pd.DataFrame:
    names = texts_of(table["event"])
    kinds = {name: kind_of(name) for name in set(names)}
    known = {field: column_of(table, field) for field in FIELDS}
    platforms = [PLATFORMS.get(name.lower(), name) for name in known["platform"]]
    customer = texts_of(table["customer_id"])
    headers = set(map(_plain, table.columns))
    if headers.isdisjoint(FIELDS["user"]):
        known["user"] = customer
    elif headers.isdisjoint(FIELDS["anonymous"]):
        known["anonymous"] = customer
    return pd.DataFrame(
        {
            "ts": table["ts"].to_numpy(),
            "event": names,
            "kind": [kinds[name] for name in names],
            "customer_id": customer,
            **known,
            "platform": platforms,
            "row": np.arange(len(table)),
        }
    ).astype({"ts": "datetime64[us, UTC]"})


def _filled(app: pd.Series, events: pd.DataFrame) -> pd.Series:
    """Return which app each event is of; what a provider's server sends often leaves it out."""
    named = {name for name in app.unique() if name}
    if len(named) < 2:
        return pd.Series(next(iter(named), ""), index=app.index, dtype=object)
    for name in IDS:
        if not (app == "").any():
            break
        known = known_once(events[name].tolist(), app.tolist())
        told = pd.Series([known.get(key, "") for key in events[name].tolist()], index=app.index, dtype=object)
        app = app.where(app != "", told)
    return app


def _plain(header: object) -> str:
    return re.sub(r"[^a-z0-9]+", "_", str(header).lower()).strip("_")


def _said(value: object) -> str:
    text = " ".join(str(value).split())
    text = text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text
    return "" if text.lower() in BLANKS or _NOBODY.fullmatch(text) else text
