"""What the Value page tells once it is opened: what segments buy, where the best sit, who gets too much."""

import re

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.ui import store
from segattr.ui.choices import Choices
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.value.ladder_error import FEWEST_COHORTS
from segattr.words import value_more as words
from segattr.words.value_outlook import NOTE

PAGE = str(ROOT / "pages" / "value.py")
UGLY = "<b>*gold*_[x](y)"


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def opened(app, box, dataset, **choices):
    app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
    app.session_state[HELD] = dataset
    app.session_state[box] = True
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.info, app.main.warning)
    texts = [element.value for kind in kinds for element in kind]
    return "\n".join(texts).replace("\\", "").replace("\u200b", "")


@pytest.fixture(scope="module")
def cdnow():
    columns = ["customer_id", "ts", "value"]
    table = pd.read_csv("tests/data_files/CDNOW_sample.csv.gz", dtype={"customer_id": "str"})[columns]
    table["shelf"] = np.where(table.index % 3 == 0, "Rock", "Jazz")
    people = table[["customer_id"]].drop_duplicates()
    place = np.arange(len(people))
    tier = np.where(place % 25 == 0, UGLY, "plain")
    return load(conversions=table, customers=people.assign(tier=tier))


def test_nothing_is_worked_out_before_it_is_opened(app):
    app.session_state[KEY] = Choices(dataset_key=store.sample().key, worth_by="visitor")
    app.session_state[HELD] = store.sample()
    app.switch_page(PAGE).run()
    assert words.BASKETS in [box.label for box in app.expander]
    assert words.BASKETS_NOTE not in said(app)


def test_what_segments_buy_is_told_by_the_orders_own_column(app):
    opened(app, "value.baskets", store.sample(), worth_by="visitor")
    assert "**Shoes** stood in **43 %** of 247 orders." in said(app)
    assert words.ALIKE_BASKETS in said(app)
    assert app.selectbox(key="value.category").options == ["category", "product"]
    app.selectbox(key="value.category").set_value("product").run()
    assert "**Road Shoe** stood in" in said(app)


def test_orders_that_name_nothing_say_which_column_would(app, cdnow):
    orders = cdnow.conversions[["customer_id", "ts", "value"]].head(400)
    opened(app, "value.baskets", load(conversions=orders))
    assert words.NO_CATEGORIES in said(app)


def test_the_best_fifth_is_placed_by_the_split_of_the_page(app):
    opened(app, "value.best", store.sample(), worth_by="visitor")
    assert "**The fifth who brought most** (28 of 138 customers)" in said(app)


def test_the_campaign_of_few_good_customers_is_named(app):
    opened(app, "value.best", store.sample(), worth_by="campaign")
    assert "Of 33 customers in **Summer Deal**, **3.0 %**" in said(app)
    assert "Too small to say (fewer than 30 customers)" in said(app)


def test_the_customers_of_a_segment_in_use_are_placed_too(app):
    opened(app, "value.best", store.sample(), worth_by="region", segmentation="visitor")
    app.selectbox(key="value.whom").set_value("returning").run()
    assert "**returning** (" in said(app)


def test_the_sample_names_who_gets_more_and_brings_less(app):
    opened(app, "value.effort", store.sample(), worth_by="visitor")
    assert "A person in **new** got **€0.67** of spend" in said(app)
    assert "does not say that less spend would bring as much" in said(app)


def test_everyone_as_one_is_told_to_split_first(app):
    opened(app, "value.effort", store.sample(), worth_by="(everyone)")
    assert words.SPLIT_FIRST in said(app)


def test_too_few_orders_are_no_projection_and_say_what_is_missing(app):
    opened(app, "value.outlook", store.sample(), worth_by="visitor")
    assert "210 customers (500 needed)" in said(app)
    assert NOTE.format(fewest=FEWEST_COHORTS) not in said(app)


def test_a_projection_is_marked_and_its_hold_out_error_stands_beside(app, cdnow):
    opened(app, "value.outlook", cdnow, worth_by="tier")
    text = said(app)
    assert "(projected, 95 % range). Tried on the last" in text
    assert NOTE.format(fewest=FEWEST_COHORTS) in text
    table = next(each.value for each in app.dataframe if "Why not" in each.value)
    assert table["Segment"].tolist() == ["everybody", "plain", UGLY]
    assert "needed" in table["Why not"].iloc[2]
    assert re.fullmatch(r"~[\d.]+ \([\d.]+–[\d.]+\)", table["To bring (projected)"].iloc[1])
    assert "(no range)" in table["Chain ladder"].iloc[0]  # of three cohorts
    assert table["To bring (projected)"].iloc[2] == ""


def test_strings_of_the_client_are_letters_and_no_markup(app, cdnow):
    opened(app, "value.baskets", cdnow, worth_by="tier")
    raw = "\n".join(element.value for element in (*app.main.markdown, *app.main.caption))
    assert UGLY not in raw
