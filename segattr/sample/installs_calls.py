"""The calls an app and its servers send about every install, in Segment's layout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from segattr.sample.allocate import Labels, evenly
from segattr.sample.installs_story import (
    END,
    ON_DEVICE,
    ON_SERVER,
    PROVIDER,
    SHOP_SERVER,
    START,
    WINDOW_DAYS,
)

MINUTE, HOUR, DAY = 60, 3_600, 86_400
LATE_DAYS: Final = (WINDOW_DAYS + 2, WINDOW_DAYS + 13)
AGAIN_DAYS: Final = (20, 28)
ADVERT: Final = {"name": "campaign", "source": "source", "ad_group": "ad_group", "ad_creative": "creative"}


def calls_of(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Return every call, in the order of their times.

    Parameters
    ----------
    people : one row per app instance, see `segattr.sample.installs`.

    Returns
    -------
    DataFrame : ``who`` (row of people), ``event``, ``at`` (seconds), ``library``, and which ids it carries:
        ``anonymous``, ``device``, ``user`` (texts, empty for none); ``message``.
    """
    size = len(people)
    soon, later, back, away = (evenly(rng, size) for _ in range(4))
    at = people["at"].to_numpy()
    names = pd.Series(np.arange(1, size + 1)).astype("str").str.zfill(max(6, len(str(size))))
    ids = pd.DataFrame({"anonymous": "an-" + names, "device": "dev-" + names, "user": "U" + names})
    app = people["platform"].map(ON_DEVICE).to_numpy()
    delay = (MINUTE + soon * 10 * MINUTE).astype(np.int64)
    days = LATE_DAYS[0] + later * (LATE_DAYS[1] - LATE_DAYS[0])
    credited = np.where(people["late"], days * DAY, np.where(people["early"], -delay, 2 * delay))
    ours, double = (people["spot"] > 0).to_numpy(), people["double"].to_numpy()
    again = AGAIN_DAYS[0] + away * (AGAIN_DAYS[1] - AGAIN_DAYS[0])
    sign_up = at + (HOUR + later * 2 * DAY).astype(np.int64)
    until = int((END - START).total_seconds())
    visit = sign_up + HOUR + (soon * (until - sign_up - HOUR)).astype(np.int64)
    order = sign_up + (DAY * (0.2 + 4 * back)).astype(np.int64)
    kinds: list[tuple[str, np.ndarray | pd.Series, np.ndarray, str | Labels, str]] = [
        ("Application Installed", np.ones(size, bool), at, app, "ad"),
        ("Application Installed", double, at + delay, ON_SERVER, "a"),
        ("Application Installed", people["again"], at + (again * DAY).astype(np.int64), app, "nd"),
        ("Install Attributed", ours, at + credited.astype(np.int64), app, "ad"),
        ("Install Attributed", ours & double, at + credited.astype(np.int64) + 5, ON_SERVER, "a"),
        ("Application Opened", people["opened"], at + 1, app, "ad"),
        ("Application Opened", people["active"], sign_up - MINUTE, app, "ad"),
        ("Application Opened", people["active"], visit, app, "adu"),
        ("Signed Up", people["active"], sign_up, app, "adu"),
        ("Order Completed", people["paid"], order, SHOP_SERVER, "u"),
    ]
    parts = [_calls(ids, *kind) for kind in kinds]
    calls = pd.concat(parts, ignore_index=True).sort_values(["at", "who", "event"], kind="stable")
    calls = calls.assign(message=np.arange(len(calls)))
    calls = pd.concat([calls, _resent(calls, people)]).sort_values(["at", "message"], kind="stable")
    return calls.merge(people.drop(columns="at"), left_on="who", right_index=True, how="left").reset_index(
        drop=True
    )


def written(calls: pd.DataFrame) -> str:
    """Return the calls as lines of JSON."""
    moments = (START + pd.to_timedelta(calls["at"], unit="s")).dt.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    rows = calls.assign(timestamp=moments).to_dict("records")
    return "".join(json.dumps(_call({str(k): v for k, v in row.items()})) + "\n" for row in rows)


def _calls(
    ids: pd.DataFrame,
    event: str,
    who: np.ndarray | pd.Series,
    at: np.ndarray,
    library: str | Labels,
    carried: str,
) -> pd.DataFrame:
    """Return one kind of call; it carries the ids whose letters are named, ``n`` for a new anonymous one."""
    rows = np.flatnonzero(np.asarray(who, dtype=bool))
    own = ids.iloc[rows].reset_index(drop=True)
    anonymous = "re-" + own["anonymous"] if "n" in carried else own["anonymous"]
    return pd.DataFrame(
        {
            "who": rows,
            "event": event,
            "at": at[rows],
            "library": library if isinstance(library, str) else library[rows],
            "anonymous": anonymous if set(carried) & {"a", "n"} else "",
            "device": own["device"] if "d" in carried else "",
            "user": own["user"] if "u" in carried else "",
        }
    )


def _resent(calls: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return what the app sends twice: the same message, once more."""
    first = calls[(calls["event"] == "Application Installed") & (calls["library"] != ON_SERVER)]
    first = first.drop_duplicates("who")
    return first[people["resent"].to_numpy()[first["who"]]]


def _call(row: Mapping[str, object]) -> dict[str, object]:
    context: dict[str, object] = {"library": {"name": row["library"]}}
    if row["library"] != SHOP_SERVER:
        context |= {"app": {"name": row["app"]}, "os": {"name": row["platform"]}}
        context |= {"location": {"country": row["country"]}}
    if row["device"]:
        context["device"] = {"id": row["device"], "type": str(row["platform"]).lower()}
    return {
        "messageId": f"m{row['message']:08d}",
        "type": "track",
        "event": row["event"],
        "anonymousId": row["anonymous"] or None,
        "userId": row["user"] or None,
        "timestamp": row["timestamp"],
        "context": context,
        "properties": _properties(row),
    }


def _properties(row: Mapping[str, object]) -> dict[str, object]:
    if row["event"] == "Install Attributed":
        return {"provider": PROVIDER, "campaign": {name: row[column] for name, column in ADVERT.items()}}
    if row["event"] == "Order Completed":
        return {"revenue": row["revenue"], "currency": "EUR"}
    if row["event"] == "Application Opened":
        return {"from_background": False}
    return {"version": "2.4.0", "build": "240"} if row["event"] == "Application Installed" else {}
