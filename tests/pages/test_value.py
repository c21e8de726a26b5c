import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.ui import store
from segattr.ui.choices import Choices
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words.value import NEEDS, QUESTION

PAGE = str(ROOT / "pages" / "value.py")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def shown(app, dataset=None, **choices):
    if dataset is not None:
        app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
        app.session_state[HELD] = dataset
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.info, app.main.warning)
    return (
        "\n".join(element.value for kind in kinds for element in kind).replace("\\", "").replace("\u200b", "")
    )


def orders(groups, *, months=10, per_month=12):
    """Orders of customers won month by month; what each group brings per order."""
    rows, first = [], pd.Timestamp("2024-01-05")
    for name, value in groups.items():
        for begin in range(months):
            for who in range(per_month):
                for age in range(0, months - begin, 1 + who % 3):
                    when = first + pd.DateOffset(months=begin + age)
                    rows.append((f"{name}-{begin}-{who}", when, value * (1 + (who % 5) / 10)))
    bought = pd.DataFrame(rows, columns=["customer_id", "ts", "value"])
    people = bought[["customer_id"]].drop_duplicates()
    return load(conversions=bought, customers=people.assign(tier=people["customer_id"].str.split("-").str[0]))


@pytest.fixture(scope="module")
def two_tiers():
    return orders({"gold": 100.0, "plain": 40.0})


def test_the_sample_names_the_campaign_whose_customers_bring_least(app):
    shown(app, store.sample(), worth_by="campaign")
    assert "**Summer Deal** brings **€70" in said(app) or "**Summer Deal** brings **70" in said(app)


def test_the_page_splits_by_what_tells_customers_apart(app, two_tiers):
    shown(app, two_tiers)
    assert app.selectbox(key="value.by").value == "tier"
    assert "**gold** brings" in said(app)
    assert "Bonferroni" in said(app)


def test_the_headline_follows_the_data(app, two_tiers):
    first = said(shown(app, two_tiers))
    other = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)
    assert said(shown(other, orders({"gold": 40.0, "plain": 100.0}))) != first


def test_alike_segments_are_said_to_be_alike(app):
    shown(app, orders({"red": 50.0, "blue": 50.0}))
    assert "No segment differs from the others by more than chance would give." in said(app)


def test_a_longer_look_leaves_out_the_young_and_counts_them(app, two_tiers):
    shown(app, two_tiers, worth_age=8)
    assert "younger than that and left out" in said(app)
    app.selectbox(key="value.age").set_value(0).run()
    assert app.session_state[KEY].worth_age == 0
    assert "in the first month on average" in said(app)


def test_no_data_says_which_export_brings_it(app):
    shown(app)
    assert app.title[0].value == QUESTION
    assert NEEDS in said(app)


def test_orders_without_money_say_what_to_map(app):
    bare = pd.DataFrame({"customer_id": ["a", "b"], "ts": ["2024-01-05", "2024-03-05"]})
    shown(app, load(conversions=bare))
    assert "Map a column to 'value'" in said(app)


def test_one_month_that_is_not_over_is_no_error(app):
    shown(app, load(conversions=pd.DataFrame({"customer_id": ["a"], "ts": ["2024-01-05"], "value": [3.0]})))
    assert "do not fill one whole month" in said(app)


def test_a_shop_exported_from_the_middle_warns(app):
    shrinking = pd.DataFrame(
        [
            (f"{month}-{who}", pd.Timestamp("2024-01-05") + pd.DateOffset(months=month), 10.0)
            for month in range(12)
            for who in range(60 - 4 * month)
        ],
        columns=["customer_id", "ts", "value"],
    )
    shown(app, load(conversions=shrinking))
    assert "New customers fall from" in said(app)
