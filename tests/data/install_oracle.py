"""Installs worked out slowly: loops over rows and ids, sharing no code with `segattr.data`."""

from datetime import timedelta

ORGANIC = "organic or unattributed"
NOBODY = ("", None)


def same_instance(one, other):
    """Whether two deliveries are of one app instance by themselves, without others in between."""
    if one["app"] != other["app"]:
        return False
    return any(one[name] and one[name] == other[name] for name in ("device", "anonymous"))


def groups_of(deliveries):
    """Put deliveries together: walk from one to the next until nobody new is met."""
    named = [row for row in deliveries if row["device"] or row["anonymous"]]
    groups, left = [], list(named)
    while left:
        group = [left.pop()]
        for row in group:
            met = [other for other in left if same_instance(row, other)]
            group += met
            left = [other for other in left if not any(other is one for one in met)]
        groups.append(group)
    homes = list(groups)
    for user in {(row["app"], row["user"]) for row in deliveries if row not in named}:
        rows = [row for row in deliveries if row not in named and (row["app"], row["user"]) == user]
        own = [group for group in homes if user in [(row["app"], row["user"]) for row in group]]
        if len(own) == 1 and user[1]:
            own[0].extend(rows)
        elif user[1]:
            groups.append(rows)
        else:
            groups += [[row] for row in rows]
    return groups


def slow_installs(events, window_days, same_days):
    """Return the installs as dicts, and the counts of what was put together and left out."""
    deliveries = [row for row in events if row["event"] == "Application Installed"]
    installs = []
    for group in groups_of(deliveries):
        first = min(row["ts"] for row in group)
        again = [row for row in group if row["ts"] - first > timedelta(days=same_days)]
        installs.append({"ts": first, "rows": group, "reinstalls": len(again), "said": []})
    counts = {"early": 0, "late": 0, "homeless": 0}
    for row in events:
        if row["event"] != "Install Attributed":
            continue
        home = home_of(row, installs, events)
        if home is None:
            counts["homeless"] += 1
        elif row["ts"] < home["ts"]:
            counts["early"] += 1
        elif row["ts"] - home["ts"] > timedelta(days=window_days):
            counts["late"] += 1
        else:
            home["said"].append(row)
    counts["attributed"] = sum(bool(one["said"]) for one in installs)
    counts["delivered"] = len(deliveries)
    counts["installs"] = len(installs)
    counts["reinstalls"] = sum(one["reinstalls"] for one in installs)
    counts["repeated"] = counts["delivered"] - counts["installs"] - counts["reinstalls"]
    counts["attributions_repeated"] = sum(max(len(one["said"]) - 1, 0) for one in installs)
    return installs, counts


def home_of(row, installs, events):
    """Return the install a row belongs to: by device, by anonymous id, by its user's last one before it."""
    for name in ("device", "anonymous"):
        for one in installs:
            if row[name] and any(row[name] == d[name] and row["app"] == d["app"] for d in one["rows"]):
                return one
    own = [one for one in installs if user_had(row, one, events)]
    before = [one for one in own if one["ts"] <= row["ts"]]
    if before:
        return max(before, key=lambda one: one["ts"])
    return min(own, key=lambda one: one["ts"], default=None)


def user_had(row, one, events):
    """Whether a row's user is seen with the install: on a delivery, or on any event with one of its ids."""
    who = (row["app"], row["user"])
    if not row["user"]:
        return False
    if any((d["app"], d["user"]) == who for d in one["rows"]):
        return True
    for event in events:
        if (event["app"], event["user"]) != who:
            continue
        for name in ("device", "anonymous"):
            here = [d[name] for d in one["rows"] if d["app"] == event["app"]]
            if event[name] and event[name] in here:
                return True
            if event[name] and known(event, name, events):
                break  # it is another install's
    return False


def known(event, name, events):
    """Whether an event's id stands on any delivery of its app."""
    return any(
        row["event"] == "Application Installed" and row[name] == event[name] and row["app"] == event["app"]
        for row in events
    )
