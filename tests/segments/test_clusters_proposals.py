"""What groups are looked for in: what the data hold, and what goes in circles is said to."""

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.segments.circular import by_orders, by_path
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_proposals import BOUGHT, MOST_NUMBERS, SEEN, proposals
from segattr.segments.clusters_scaling import Number, Scaling
from segattr.segments.ready import says_who_ordered

PEOPLE = pd.DataFrame({"customer_id": ["a", "b"], "plan": ["s", "l"], "note": ["x", "x"], "seats": [1, 9]})
WHEN = pd.to_datetime(["2026-01-02", "2026-02-03"], utc=True)
TOUCHES = pd.DataFrame({"customer_id": ["a", "b"], "ts": WHEN, "channel": ["Email", "Ads"]})
ORDERS = pd.DataFrame({"customer_id": ["a", "b"], "ts": WHEN})


def by(field):
    number = Number(field, 0.0, 9.0, log=False, mean=1.0, deviation=1.0, fill=0.0)
    return Clusters(Scaling((number,)), ((0.0,), (1.0,)), ("one", "two"))


def test_only_what_the_data_hold_is_proposed():
    assert proposals(Dataset(customers=PEOPLE)) == {"told": ("seats", "plan")}
    whole = proposals(Dataset(customers=PEOPLE, touchpoints=TOUCHES, conversions=ORDERS.assign(value=1.0)))
    assert whole == {"seen": SEEN, "told": ("seats", "plan"), "bought": BOUGHT}
    assert proposals(Dataset(touchpoints=TOUCHES, conversions=ORDERS))["bought"] == BOUGHT[:2]
    assert proposals(Dataset(customers=PEOPLE[["customer_id", "plan"]])) == {}


def test_columns_that_tell_nobody_apart_or_name_everybody_are_left_out():
    many = pd.DataFrame({f"n{place}": range(40) for place in range(9)}).assign(
        name=[f"p{place}" for place in range(40)],
        yes=[True, False] * 20,
        since=pd.Timestamp("2026-01-01", tz="UTC"),
        same=1.0,
    )
    dataset = Dataset(customers=many.assign(customer_id=[str(place) for place in range(40)]))
    assert proposals(dataset)["told"] == tuple(f"n{place}" for place in range(MOST_NUMBERS))


def test_groups_in_what_was_bought_go_in_circles_by_orders_and_others_do_not():
    assert says_who_ordered(by("spent so far"))
    assert by_orders(by("orders in the last 30 days"))
    assert not by_orders(by("touches so far"))
    assert by_path(by("touches so far"))
    assert not by_path(by("seats"))
