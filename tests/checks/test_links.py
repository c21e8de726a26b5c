"""Two ids of one person, put together on a visitor's word."""

import pandas as pd

import segattr as sa
from segattr.checks.fixes import fixed

LINK = "link:linked_ids:touchpoints:user"
DAY = pd.Timestamp("2026-01-01", tz="UTC")


def visits(*rows):
    """Touches of cookies, some of them with the user's name: (day, cookie, user, channel)."""
    return pd.DataFrame(
        [(DAY + pd.Timedelta(days=day), cookie, user, channel) for day, cookie, user, channel in rows],
        columns=["ts", "customer_id", "user", "channel"],
    )


def shop(touches, buyers):
    orders = pd.DataFrame({"customer_id": buyers, "ts": DAY + pd.Timedelta(days=20), "value": 10.0})
    return sa.load(touchpoints=touches, conversions=orders)


def twelve():
    """Twelve buyers who came by search, unnamed, and by e-mail, named."""
    rows = [row for n in range(12) for row in ((1, f"k{n}", None, "Search"), (2, f"k{n}", f"u{n}", "Email"))]
    return shop(visits(*rows), [f"u{n}" for n in range(12)])


def test_before_nobody_is_found_and_after_the_whole_journey_is():
    before = twelve()
    after = fixed(before, LINK)
    credit = {
        name: sa.attribute(sa.summarise(data), models=["first"]).set_index("channel")["conversions"]
        for name, data in (("before", before), ("after", after))
    }
    assert credit["before"].to_dict() == {"(no touch)": 12.0}
    assert credit["after"][lambda rows: rows > 0].to_dict() == {"Search": 12.0}


def test_a_device_of_two_people_is_left_alone_but_for_the_rows_that_name_them():
    rows = [(1, "kitchen", None, "Search"), (2, "kitchen", "u0", "Email"), (3, "kitchen", "u1", "Email")]
    rows += [(2, f"k{n}", f"u{n}", "Email") for n in range(12)]
    data = shop(visits(*rows), [f"u{n}" for n in range(12)])
    [finding] = [found for found in sa.audit(data) if found.check == "linked_ids"]
    assert "1 id that stands with several people would be left alone" in finding.title
    after = fixed(data, finding.fix).touchpoints
    assert after["customer_id"].tolist()[:3] == ["kitchen", "u0", "u1"]


def test_a_list_of_both_ids_among_the_customers_names_the_visits():
    visited = visits(*((1, f"k{n}", None, "Search") for n in range(12))).drop(columns="user")
    orders = pd.DataFrame({"customer_id": [f"u{n}" for n in range(12)], "ts": DAY + pd.Timedelta(days=3)})
    both = pd.DataFrame({"customer_id": [f"u{n}" for n in range(12)], "cookie": [f"k{n}" for n in range(12)]})
    data = sa.load(touchpoints=visited, conversions=orders, customers=both)
    after = fixed(data, "link:linked_ids:customers:cookie")
    assert sorted(after.touchpoints["customer_id"]) == sorted(orders["customer_id"])
    assert after.customers["customer_id"].is_unique


def test_a_column_of_other_things_is_no_id():
    data = twelve()
    labelled = data.touchpoints.assign(user=pd.Series(["mobile", "desktop"] * 12, dtype="category"))
    found = sa.audit(data.with_(touchpoints=labelled))
    assert "linked_ids" not in [each.check for each in found]
