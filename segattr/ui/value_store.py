"""What the Value page works out only once it is opened, each once per data and settings."""

from __future__ import annotations

from functools import partial

from segattr.ui import store
from segattr.ui.value_view import IN_USE, View
from segattr.value.baskets import Baskets, baskets
from segattr.value.categories import category_columns
from segattr.value.concentration import Concentration, best_customers, concentration
from segattr.value.effort import Effort, effort
from segattr.value.outlook import Outlook, outlook


def categories(now: View) -> list[str]:
    """Return the columns of the orders that say what was bought."""
    return store.kept(("worth.categories", now.dataset.key), partial(category_columns, now.dataset))


def bought(now: View, column: str) -> Baskets:
    """Return what the segments buy, told by a column of the orders."""
    work = partial(baskets, now.dataset, column, money=now.money, labels=now.labels)
    return store.kept(("worth.baskets", *now.key, column), work)


def best(now: View, group: str) -> Concentration:
    """Return where the customers of a segment in use sit; without one, those who brought most."""

    def work() -> Concentration:
        picked = (
            (now.bought_by(IN_USE, now.money).segments == group).to_numpy()
            if group
            else best_customers(now.bought, to_age=now.age)
        )
        return concentration(now.bought, picked, to_age=now.age)

    in_use = now.in_use if group else ""
    return store.kept(("worth.best", *now.key, now.age, in_use, group), work)


def put_in(now: View) -> Effort:
    """Return what was put into each segment beside what it brought."""
    labels = now.labels
    assert labels is not None  # the page asks only where customers are told apart
    return store.kept(("worth.effort", *now.key), partial(effort, now.dataset, labels, money=now.money))


def ahead(now: View) -> list[Outlook]:
    """Return what the customers may still bring, by revenue."""
    by_value = now.bought_by(now.by, "value")
    work = partial(outlook, now.dataset, by_value, labels=now.labels)
    return store.kept(("worth.outlook", *now.key[:-1]), work)
