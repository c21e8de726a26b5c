"""Which deliveries are of the same app instance, and whose install an event belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.data.app_events import IDS, known_once

Places = NDArray[np.int64]
OF_AN_INSTANCE: Final = ("device", "anonymous")


def instances(delivered: pd.DataFrame) -> Places:
    """Return per delivered install the number of its app instance, counted from the earliest.

    Parameters
    ----------
    delivered : ``ts, app, device, anonymous, user``, see `segattr.data.app_events.app_events`.

    Notes
    -----
    Rows of one app that share a device id or an anonymous id, directly or through others, are of one
    instance. A row with neither is of the one instance its user has; where that is not one, all such rows of
    the user make an instance of their own.

    Examples
    --------
    >>> rows = pd.DataFrame({"device": ["d", "d", ""], "anonymous": ["", "x", "x"], "user": "", "app": ""})
    >>> instances(rows).tolist()
    [0, 0, 0]
    """
    label = np.arange(len(delivered), dtype=np.int64)
    keys = [_codes(delivered, name) for name in OF_AN_INSTANCE]
    before = None
    while before is None or not np.array_equal(before, label):
        before = label
        for codes in keys:
            label = _least(label, codes)
    named = np.logical_or.reduce([codes >= 0 for codes in keys])
    users = _key(delivered, "user")
    homes = known_once(users[named].tolist(), map(str, label[named].tolist()))
    own = _least(label, np.where(named, -1, _codes(delivered, "user")))
    home = np.array([int(homes.get(user, -1)) for user in users.tolist()], dtype=np.int64)
    label = np.where(named, label, np.where(home >= 0, home, own))
    return np.asarray(pd.factorize(label)[0], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Owners:
    """Finds whose install something is of: by device, else by anonymous id, else the user's last before it.

    Attributes
    ----------
    since : when each install was, as UTC moments.
    direct : ``device`` and ``anonymous`` -> app and id -> place of the install.
    users : ``key`` (app and user), ``ts`` and ``place``, the earliest first.
    apps : whether ids are told apart by app.
    """

    since: NDArray[np.datetime64]
    direct: Mapping[str, pd.Series]
    users: pd.DataFrame
    apps: bool

    @classmethod
    def of(cls, delivered: pd.DataFrame, place: Places, since: pd.Series, events: pd.DataFrame) -> Owners:
        """Return the owners of all ids that deliveries carry, and of users seen with one of their ids."""
        moments = pd.DatetimeIndex(since).tz_localize(None).to_numpy(dtype="datetime64[us]")
        apps = not (delivered["app"] == "").any()
        direct = {name: _owned(delivered, name, place, apps=apps) for name in OF_AN_INSTANCE}
        bare = cls(moments, direct, _no_users(), apps)
        seen = bare.place(events)
        parts = [(delivered, place), (events[seen >= 0], seen[seen >= 0])]
        pairs = [pd.DataFrame({"key": _keys(rows, "user", apps=apps), "place": at}) for rows, at in parts]
        users = pd.concat(pairs).drop_duplicates()
        users = users[users["key"] != ""]
        users = users.assign(ts=moments[users["place"]]).sort_values(["ts", "place"], ignore_index=True)
        return cls(moments, direct, users[["key", "ts", "place"]], apps)

    def place(self, rows: pd.DataFrame) -> Places:
        """Return per row the place of its install, -1 where there is none.

        Parameters
        ----------
        rows : ``ts, app, device, anonymous, user``.

        Notes
        -----
        Who did something before any install of his gets his first one; the moment tells.
        """
        found = np.full(len(rows), -1, dtype=np.int64)
        for name, owned in self.direct.items():
            at = owned.index.get_indexer(pd.Index(_keys(rows, name, apps=self.apps)))
            known = np.append(owned.to_numpy(), -1)[at]  # -1, the last, for what is not found
            found = np.where(found >= 0, found, known)
        return np.where(found >= 0, found, self._of_users(rows))

    def of_customers(self, customers: pd.Series, moments: pd.Series) -> Places:
        """Return the install of what customers did elsewhere, such as an order."""
        rows = pd.DataFrame({"user": customers.astype(object).to_numpy(), "ts": moments.to_numpy()})
        users = self.users.assign(key=self.users["key"].str.split("\n").str[-1])
        return Owners(self.since, {}, users, apps=False)._of_users(rows.assign(app=""))

    def customers(self, events: pd.DataFrame, place: Places) -> NDArray[np.object_]:
        """Return the customer of each install: one known by name goes before an anonymous id.

        Parameters
        ----------
        events, place : all events, and the install each belongs to.
        """
        rows = events.assign(place=place, nameless=events["customer_id"] == events["anonymous"])
        rows = rows[(place >= 0) & (rows["customer_id"] != "")]
        first = rows.sort_values(["nameless", "ts"], kind="stable").drop_duplicates("place")
        found = first.set_index("place")["customer_id"].reindex(range(len(self.since))).fillna("")
        return found.to_numpy(dtype=object)

    def _of_users(self, rows: pd.DataFrame) -> Places:
        asked = pd.DataFrame({"key": _keys(rows, "user", apps=self.apps).to_numpy()})
        moments = pd.DatetimeIndex(pd.to_datetime(rows["ts"], utc=True)).tz_localize(None).as_unit("us")
        asked = asked.assign(ts=moments, row=np.arange(len(asked))).sort_values("ts", kind="stable")
        asked = asked[asked["key"] != ""].astype({"key": "str"})
        known = self.users.astype({"key": "str"}).sort_values("ts", kind="stable")
        found = np.full(len(rows), -1, dtype=np.int64)
        for way in ("forward", "backward"):  # the last one before counts, where there is one
            met = pd.merge_asof(asked, known, on="ts", by="key", direction=way)
            hit = met["place"].notna().to_numpy()
            found[met["row"].to_numpy()[hit]] = met["place"].to_numpy()[hit].astype(np.int64)
        return found


def _no_users() -> pd.DataFrame:
    return pd.DataFrame({"key": [], "ts": [], "place": []}).astype(
        {"key": "str", "ts": "datetime64[us]", "place": "int64"}
    )


def _owned(delivered: pd.DataFrame, name: str, place: Places, *, apps: bool) -> pd.Series:
    owned = pd.Series(place, index=pd.Index(_keys(delivered, name, apps=apps)))
    return owned[(owned.index != "") & ~owned.index.duplicated()]


def _keys(rows: pd.DataFrame, name: str, *, apps: bool) -> pd.Series:
    assert name in IDS
    if not apps:
        return rows[name]
    return _key(rows, name)


def _key(rows: pd.DataFrame, name: str) -> pd.Series:
    """Return app and id as one text, empty without an id."""
    return (rows["app"] + "\n" + rows[name]).where(rows[name] != "", "")


def _codes(rows: pd.DataFrame, name: str) -> Places:
    """Return a number per app and id, -1 without an id."""
    keys = _key(rows, name)
    return np.asarray(pd.factorize(keys.where(keys != "", None))[0], dtype=np.int64)


def _least(label: Places, codes: Places) -> Places:
    """Return the smallest label of all rows that share a code; rows without one keep theirs."""
    there = codes >= 0
    if not there.any():
        return label
    least = np.full(int(codes.max()) + 1, len(label), dtype=np.int64)
    np.minimum.at(least, codes[there], label[there])
    return np.where(there, least[codes], label)
