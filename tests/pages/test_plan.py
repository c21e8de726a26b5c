import json
from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.exports.delimited import to_csv
from segattr.exports.document import Document
from segattr.segments.top import Top
from segattr.ui import store
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.desk import Desk
from segattr.ui.plan_kept import Plan, read_plan
from segattr.ui.project_form import choices_of, project_of
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words import plan as words
from segattr.words import plan_audiences, plan_budget, plan_potential
from tests.ui.nasty import NASTY

REST = ("priorities", "audiences")
PAGE = str(ROOT / "pages" / "plan.py")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def shown(app, dataset=None, *, plan=None, **choices):
    if dataset is not None:
        app.session_state[KEY] = Choices(dataset_key=dataset.key, plan=plan or Plan(), **choices)
        app.session_state[HELD] = dataset
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.info, app.main.warning, app.main.error)
    return "\n".join(e.value for kind in kinds for e in kind).replace("\\", "").replace("\u200b", "")


def plan_of(app):
    return app.session_state[KEY].plan


@pytest.fixture(scope="module")
def with_addresses():
    """Customers with e-mails, an order each for some, touches without costs."""
    people = pd.DataFrame(
        {
            "customer_id": [f"k{i}" for i in range(200)],
            "Mail": [f"k{i}@example.com" for i in range(200)],
            "Phone": [f"030 {1_000_000 + i}" for i in range(200)],
            "tier": ["gold" if i % 4 else "=1+1 *plain*" for i in range(200)],
        }
    )
    ids = people["customer_id"]
    seen = pd.DataFrame({"customer_id": ids, "ts": "2026-03-01", "channel": "Ads"})
    bought = pd.DataFrame({"customer_id": ids[::5], "ts": "2026-03-05", "value": 40.0})
    return load(touchpoints=seen, conversions=bought, customers=people)


def test_the_sample_opens_with_a_move_that_gains_under_every_model(app):
    shown(app, store.sample(), segmentation="visitor")
    told = said(app)
    assert "from **Paid Social · new** to **Email · returning** would gain" in told
    assert "under all **4** models, beyond what chance gives" in told
    assert "Credit is not effect" in told
    assert "€4.31k in these cells; €8.96 of days without data is in none" in told


def test_another_response_and_another_model_are_other_figures(app):
    first = said(shown(app, store.sample(), segmentation="visitor"))
    app.selectbox(key="plan.response").set_value(1.0).run()
    assert plan_of(app).elasticity == 1.0
    linear = said(app)
    assert linear != first
    assert "Linear (elasticity 1)" in linear
    one = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)
    assert "**Last touch**, the one model shown" in said(
        shown(one, store.sample(), segmentation="visitor", models=("last",))
    )


def test_the_best_move_goes_into_the_plan_with_no_money_lost_and_out_again(app):
    shown(app, store.sample(), segmentation="visitor")
    assert "Nothing is moved yet" in said(app)
    app.button(key="plan.take").click().run()
    assert not app.exception
    told = said(app)
    assert "Your plan moves **€29.32** and spends as much as now: it gains under **every model**" in told
    assert {(a, b) for a, b, _ in plan_of(app).planned} == {("new", "Paid Social"), ("returning", "Email")}
    app.button(key="plan.reset").click().run()
    assert plan_of(app).planned == ()
    assert "Nothing is moved yet" in said(app)


def test_a_cell_that_is_edited_changes_the_plan_and_stays_after_another_page(app):
    shown(
        app,
        store.sample(),
        segmentation="visitor",
        plan=Plan(planned=(("new", "Display", 0.0),), planned_for="visitor|channel"),
    )
    told = said(app)
    assert "Your plan moves **€357** and spends €357 less than now: it gains under **no model**" in told
    app.switch_page(str(ROOT / "pages" / "data.py")).run()
    app.switch_page(PAGE).run()
    assert "Your plan moves **€357**" in said(app)


def test_a_plan_for_other_segments_is_kept_aside(app):
    plan = Plan(planned=(("new", "Display", 0.0),), planned_for="visitor|channel")
    shown(app, store.sample(), segmentation="device", plan=plan)
    assert "Nothing is moved yet" in said(app)
    assert plan_of(app).planned == plan.planned


def test_far_more_money_than_a_cell_ever_had_is_warned_of(app):
    plan = Plan(planned=(("returning", "Email", 900.0),), planned_for="visitor|channel")
    shown(app, store.sample(), segmentation="visitor", plan=plan)
    assert "Email · returning would get more than 2 times what is spent there now" in said(app)


@pytest.mark.parametrize("part", words.PARTS)
def test_everyone_as_one_group_is_no_error(app, part):
    shown(app, store.sample(), plan=Plan(part=part))
    if part == "potential":
        assert words.NO_SEGMENTS in said(app)
    else:
        assert said(app)


def test_the_parts_are_chosen_and_kept(app):
    shown(app, store.sample(), segmentation="visitor")
    app.segmented_control(key="plan.part").set_value("potential").run()
    assert plan_of(app).part == "potential"
    assert "**new** converted at **1.0 %** (0.8–1.3; 5,000 people), everybody else at" in said(app)
    assert "at the same mix of device" in said(app)
    app.selectbox(key="plan.equal").set_value(plan_potential.NOTHING).run()
    assert "everybody else at **8.0 %**." in said(app)


def test_segments_made_of_orders_have_no_potential(app):
    one = SegmentSet.of(Top())
    shown(app, store.sample(), segmentation=f"@{one.name}", sets=(one,), plan=Plan(part="potential"))
    assert plan_potential.BY_ORDERS in said(app)


def test_the_list_says_what_its_score_is_made_of_and_follows_the_weights(app):
    shown(app, store.sample(), segmentation="visitor", plan=Plan(part="priorities"))
    first = app.main.dataframe[0].value["Customer"].tolist()
    assert "open lead (a lead date in the CRM export)" in said(app)
    app.slider(key="plan.weight.value").set_value(0).run()
    assert dict(plan_of(app).weights)["value"] == 0
    assert app.main.dataframe[0].value["Customer"].tolist() != first


def test_without_costs_the_page_says_which_export_brings_them(app, with_addresses):
    shown(app, with_addresses, segmentation="tier")
    assert plan_budget.NEEDS in said(app)


def test_without_addresses_the_page_says_why_there_are_no_hashed_lists(app):
    shown(app, store.sample(), segmentation="visitor", plan=Plan(part="audiences"))
    assert plan_audiences.NO_CONTACTS in said(app)
    assert "**511** held out at random" in said(app)


def test_with_addresses_there_is_a_list_per_platform(app, with_addresses):
    shown(app, with_addresses, segmentation="tier", plan=Plan(part="audiences"))
    labels = [element.proto.label for element in app.get("download_button")]
    assert {"Google Customer Match, include", "Meta Custom Audiences, exclude"} <= set(labels)
    assert (
        "Google Customer Match: 134 of 134 people have an address to match by; it wants at least 1,000."
        in said(app)
    )
    app.text_input(key="plan.country").set_value("+49").run()
    assert plan_of(app).country == "49"


def test_a_segment_like_everybody_else_is_warned_of(app, with_addresses):
    shown(app, with_addresses, segmentation="tier", plan=Plan(part="audiences"))
    assert "**gold is not confirmed:**" in said(app)


def test_doubtful_data_are_warned_of_where_a_list_is_made(app, with_addresses):
    twice = pd.concat([with_addresses.conversions] * 2)
    people = with_addresses.customers
    doubtful = load(touchpoints=with_addresses.touchpoints, conversions=twice, customers=people)
    shown(app, doubtful, segmentation="tier", plan=Plan(part="audiences"))
    assert "The data behind this list have open questions" in said(app)


@pytest.mark.parametrize("part", ["audiences", "potential"])
def test_names_of_the_clients_stand_as_they_are(app, part):
    people = pd.DataFrame({"customer_id": [f"k{i}" for i in range(400)]})
    people["tier"] = [NASTY[i % 3] for i in range(400)]
    bought = pd.DataFrame({"customer_id": people["customer_id"][::7], "ts": "2026-03-05", "value": 4.0})
    shown(app, load(conversions=bought, customers=people), segmentation="tier", plan=Plan(part=part))
    assert "![x](" not in "".join(element.value for element in app.main.markdown)


@pytest.mark.parametrize(
    "part", [*(pytest.param(name, marks=pytest.mark.slow) for name in ("budget", "potential")), *REST]
)
def test_customers_alone_are_no_error(app, part):
    people = pd.DataFrame({"customer_id": ["a", "b", "c"], "tier": ["x", "x", "y"]})
    shown(app, load(customers=people), segmentation="tier", plan=Plan(part=part))
    assert app.title[0].value == words.QUESTION
    assert not app.main.error
    assert app.main.info


def read_back_of(app, dataset, listed):
    app.session_state["plan.readback"] = True
    shown(app, dataset, segmentation="tier", plan=Plan(part="audiences"))
    written = to_csv(Document(listed, name="audience", title=""))
    app.file_uploader(key="plan.readback.file").upload("audience.csv", written).run()
    assert not app.exception
    return said(app)


def test_an_audience_is_read_back_from_its_file(app, with_addresses):
    ids = [f"k{i}" for i in range(200)]
    listed = pd.DataFrame(
        {"customer_id": ids, "audience": "VIP *1*", "segment": "gold", "exported": "2026-03-04"}
    )
    listed["group"] = [
        "control" if i % 5 else "reached" for i in range(200)
    ]  # every fifth ordered, nobody else
    told = read_back_of(app, with_addresses, listed)
    assert "Since 5 March 2026, **100 %** (91–100; 40 people) of those to be reached" in told
    assert "; 160 people) of those held out of VIP *1* converted" in told
    assert "more than chance would give" in told


def test_a_list_without_a_control_is_not_measured_and_another_file_is_refused_in_words(app, with_addresses):
    listed = pd.DataFrame({"customer_id": ["k0", "k1"], "group": "reached", "exported": "2026-03-04"})
    assert plan_audiences.NOT_MEASURED in read_back_of(app, with_addresses, listed)
    other = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)
    assert "has no column 'group'" in read_back_of(other, with_addresses, listed.drop(columns="group"))


def test_no_data_says_which_export_brings_them(app):
    shown(app)
    assert app.title[0].value == words.QUESTION
    assert words.NEEDS in said(app)


def test_what_is_set_is_saved_with_the_project_and_comes_back():
    plan = Plan(
        part="audiences",
        elasticity=0.5,
        planned=(("new", "Display", 12.5),),
        planned_for="visitor|channel",
        weights=(("recency", 10.0),),
        traits=("plan",),
        control=0.2,
        country="49",
    )
    project = project_of("k" * 22, Desk(), Choices(plan=plan))
    settings = json.loads(json.dumps(dict(project.settings)))
    assert choices_of(replace(project, settings=settings)).plan == plan


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        7,
        {"part": "cellar", "elasticity": 9, "share": -1, "control": 0.9, "country": "DE"},
        {"planned": [["a", "b", -1]], "weights": [["luck", 3]], "traits": [3], "audience": "a\nb"},
        {"planned": 5, "weights": None, "traits": 1, "control": "much"},
    ],
)
def test_nonsense_in_a_project_leaves_the_defaults(nonsense):
    assert read_plan(nonsense) == Plan()
