"""Natural groups on the Segments page: found, named, drawn, turned into rules, used; or none, and said so."""

import json

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.segments import clusters_found
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_choice import Advice
from segattr.segments.clusters_stability import Stability
from segattr.segments.registry import read_segmentation
from segattr.segments.rules import Rules
from segattr.ui import segment_sets, segments_groups, store
from segattr.ui import segments_groups_store as work
from segattr.ui.choices import Choices
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words import clusters_page as words
from tests.segments.planted import with_groups, without_groups
from tests.ui.nasty import NASTY

PAGE, AVERAGES = (str(ROOT / "pages" / name) for name in ("segments.py", "averages.py"))
OPEN = f"{segments_groups.PREFIX}find"
NAMES = ["pause", "visits", "basket"]  # as columns of the file: they are nobody's orders


BY_K = pd.DataFrame({"k": range(2, 9)}).assign(
    **dict.fromkeys(["silhouette", "davies_bouldin", "gap", "jaccard"], 0.4),
    calinski_harabasz=900.0,
    inertia=1_000.0,
    smallest=60,
)


@pytest.fixture(autouse=True)
def looked_for_a_few_times(monkeypatch):
    monkeypatch.setattr(work, "AGAIN", 4)


@pytest.fixture(params=[pytest.param("worked out", marks=pytest.mark.slow), "given"])
def advised(request, monkeypatch):
    """The page as it advises, and, where every second counts, with an advice that is there already."""

    def given(verdict, k):
        if request.param == "given":
            told = Advice(k, verdict, BY_K, {"elbow": k})
            monkeypatch.setattr(clusters_found, "advice", lambda *_, **__: told)

    yield given
    store.kept.clear()


def shop(people):
    rows = people.set_axis(NAMES, axis=1).assign(
        customer_id=[f"c{place:03d}" for place in range(len(people))]
    )
    days = pd.date_range("2026-03-01", periods=90).strftime("%Y-%m-%d")
    bought = rows.iloc[: len(days)]
    orders = pd.DataFrame(
        {"customer_id": bought["customer_id"], "ts": days[: len(bought)], "value": bought["basket"]}
    )
    return load(customers=rows, conversions=orders)


@pytest.fixture(scope="module")
def grouped():
    return shop(with_groups(11)[0])


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def shown(app, dataset, **choices):
    app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
    app.session_state[HELD] = dataset
    app.session_state[OPEN] = True
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def press(app, key):
    app.button(key=f"segments.{key}").click().run()
    assert not app.exception
    return app


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.error, app.main.info)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return text.replace("\\", "").replace("\u200b", "")


def made(app):
    return app.session_state[segment_sets.DRAFT].made


def found(app, dataset, k=0):
    shown(app, dataset)
    if k:
        app.selectbox(key=segments_groups.K).set_value(k).run()
    return press(app, "groups.go")


def table(app, column):
    return next(frame.value for frame in app.dataframe if column in frame.value)


def test_groups_are_found_and_stand_on_the_desk_the_number_explained(app, grouped, advised):
    advised("natural", 4)
    found(app, grouped)
    assert isinstance(made(app), Clusters)
    assert made(app).name == "Natural groups by who they are 2026-05-29"
    assert f"{len(made(app).names)} groups are recommended" in said(app)
    by_k = table(app, "silhouette")
    assert by_k["groups"].tolist() == [
        *(f"{k}, recommended" if k == len(made(app).names) else str(k) for k in range(2, 9))
    ]
    sizes = table(app, "visits").query("group != 'not grouped'")["customers"]
    assert sizes.sum() == 600
    assert app.main.markdown[0].value.startswith(f"**{len(made(app).names)} segments** of 600 customers")


def test_where_there_are_none_that_is_said_and_nothing_is_put_on_the_desk(app, advised):
    advised("none", 3)
    found(app, shop(without_groups(5)))
    assert "No natural groups" in said(app)
    assert words.NONE_MADE in said(app)
    assert made(app) is None
    assert not [button for button in app.button if button.key == "segments.undo"]
    app.selectbox(key=segments_groups.K).set_value(3).run()
    press(app, "groups.go")
    assert words.CUT.format(k=3) in said(app)
    assert len(made(app).names) == 3


def test_a_group_is_named_and_a_name_that_stands_already_is_refused(app, grouped):
    found(app, grouped, k=3)
    first, second, third = made(app).names
    box = f"{segments_groups.PREFIX}name."
    app.text_input(key=f"{box}0").set_value(NASTY[0][:100]).run()
    assert made(app).names == (NASTY[0][:100].strip(), second, third)
    app.text_input(key=f"{box}0").set_value(second).run()
    assert "was not taken as a name" in said(app)
    assert made(app).names[0] != second
    assert app.text_input(key=f"{box}0").value == made(app).names[0]
    assert not app.exception
    app.text_input(key=f"{box}0").set_value(first).run()
    assert made(app).names == (first, second, third)


def test_the_groups_are_drawn_from_above_and_turned_into_rules_that_can_be_undone(app, grouped):
    found(app, grouped, k=4)
    groups = made(app)
    app.segmented_control(key="segments.groups.part").set_value("plane").run()
    assert "All 600 grouped customers are drawn." in said(app)
    spec = json.loads(app.get("vega_lite_chart")[-1].proto.spec)
    assert spec["layer"][0]["encoding"]["color"]["scale"]["domain"] == list(groups.names)
    app.segmented_control(key="segments.groups.part").set_value("rules").run()
    assert "of the 600 grouped customers into the group k-means put them in" in said(app)
    assert list(table(app, "precision")["group"]) == list(groups.names)
    press(app, "groups.as-rules")
    draft = app.session_state[segment_sets.DRAFT]
    assert isinstance(draft.finished, Rules)
    assert draft.name == f"{groups.name}, as rules"
    assert {rule.name for rule in draft.finished.rules} <= set(groups.names)
    press(app, "undo")
    assert made(app) == groups


def test_a_set_of_groups_is_kept_and_used_on_the_averages_page(app, grouped):
    found(app, grouped, k=4)
    names = made(app).names
    press(app, "use")
    kept = app.session_state[KEY].sets[0]
    assert read_segmentation(kept.definition).names == names
    assert app.session_state[KEY].segmentation == f"@{kept.name}"
    app.switch_page(AVERAGES).run()
    assert not app.exception
    assert f"segments: {kept.name}".replace("-", "") in said(app).replace("-", "")


def test_fields_of_orders_are_said_to_go_in_circles_and_groups_by_them_have_no_rates(app, grouped):
    shown(app, grouped)
    app.segmented_control(key=segments_groups.WAY).set_value("bought").run()
    assert "How often groups made of them convert says nothing new" in said(app)
    app.selectbox(key=segments_groups.K).set_value(2).run()
    press(app, "groups.go")
    assert "who ordered" in app.main.markdown[0].value
    assert "They are told apart by their orders" in said(app)
    assert words.OTHERS_SAID in said(app)
    assert "% converted" not in said(app)


def test_a_number_chosen_and_the_press_right_after_it_are_taken_together(app, grouped):
    shown(app, grouped)
    app.selectbox(key=segments_groups.K).set_value(3)
    app.multiselect(key=segments_groups.FIELDS).set_value(NAMES[:2])
    press(app, "groups.go")
    assert len(made(app).names) == 3
    assert made(app).fields == tuple(NAMES[:2])


def test_too_few_customers_and_no_fields_are_said(app):
    found(app, shop(with_groups(3)[0].iloc[:30]), k=2)
    assert "30 customers have enough of these fields to be compared; it takes 50." in said(app)
    assert made(app) is None
    app.multiselect(key=segments_groups.FIELDS).set_value([]).run()
    assert words.FEW_FIELDS in said(app)
    assert app.button(key="segments.groups.go").disabled


def test_a_run_that_was_stopped_says_so_and_changes_nothing(app, grouped):
    app.session_state[segments_groups.RUNNING] = True
    shown(app, grouped)
    assert words.STOPPED in said(app)
    assert made(app) is None
    app.run()
    assert words.STOPPED not in said(app)


def test_visits_are_not_grouped(app):
    visits = pd.DataFrame({"device": ["m", "d"] * 20, "converted": [True, False] * 20})
    shown(app, load(outcomes=visits))
    assert not [button for button in app.button if button.key == "segments.groups.go"]


def test_what_is_stopped_is_not_kept_and_what_is_found_is_looked_for_once(grouped, monkeypatch):
    asked = work.Asked(grouped.key, tuple(NAMES), 2, "Two")
    monkeypatch.setattr(store, "loaded", lambda _: grouped)

    def stop(_done, _what):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work.look(asked, stop)
    assert work.outcome(asked) == work.Outcome()
    told = []
    first = work.look(asked, lambda done, what: told.append((done, what)))
    assert told[-1][0] == 1.0
    assert work.look(asked, stop).found is first.found
    assert isinstance(work.stability(grouped, first.found.clusters), Stability)
