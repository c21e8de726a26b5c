"""What the parts of the Attribution page say beyond the examples in their docstrings."""

from segattr.ui.attribution_journeys import VIEWS
from segattr.ui.attribution_models import CHECKS
from segattr.words import attribution as words
from segattr.words import attribution_agreement as agreement
from segattr.words import attribution_cost as cost
from segattr.words import attribution_journeys as journeys
from segattr.words import attribution_method as method
from segattr.words.leads import Lead

KINDS = {
    "First touch": "One touch decides",
    "Last touch": "One touch decides",
    "Linear": "Every touch counts alike",
}


def test_every_part_view_and_check_has_a_name():
    assert list(words.PARTS) == ["credit", "agreement", "cost", "journeys", "models", "review"]
    assert list(VIEWS) == list(journeys.VIEWS)
    assert list(CHECKS) == list(method.CHECKS)


def test_agreement_of_all_models_counts_their_kinds():
    firsts = dict.fromkeys(KINDS, ("Email",))
    assert agreement.who_leads(Lead("", 300, 0, 3, firsts), KINDS) == (
        "Over everybody, **Email** leads under **all 3** models, of every kind (2)."
    )
    alike = {title: kind for title, kind in KINDS.items() if kind == "One touch decides"}
    said = agreement.who_leads(Lead("", 300, 0, 3, dict.fromkeys(alike, ("Email",))), alike)
    assert "which are all of one kind" in said


def test_agreement_on_few_conversions_is_doubted():
    said = agreement.who_leads(Lead("new", 40, 0, 3, dict.fromkeys(KINDS, ("Email",))), KINDS)
    assert said.endswith("Its conversions are too few to be sure.")


def test_nobody_leads_where_no_touch_has_a_name():
    assert "nobody leads" in agreement.who_leads(Lead("new", 400, 0, 1, dict.fromkeys(KINDS, ())), KINDS)


def test_a_name_from_the_data_goes_through_the_one_that_makes_it_safe():
    safe = "«{}»".format
    firsts = {"First touch": ("a*",), "Last touch": ("b_",), "Linear": ("a*",)}
    said = agreement.who_leads(Lead("s[", 200, 0, 2, firsts), KINDS, name=safe)
    assert "«a*»" in said
    assert "«b_»" in said
    assert "«s[»" in said
    assert "«p»" in journeys.ways("", "p", 1, 0.1, 0.2, name=safe)
    assert "«c»" in cost.cheapest("", ("c", 1, 2), ("d", 3, 4), name=safe)


def test_places_that_never_move_are_said_to_stay():
    assert (
        agreement.whose_place_moves("", "Email", 1, 1) == "Every channel keeps its place under every model."
    )


def test_what_is_called_a_cause_nowhere():
    said = " ".join(
        [journeys.ENGAGEMENT_HELP, cost.ONLY_DIFFERENCES, method.PARTICIPATION, agreement.NOT_PROOF]
    )
    assert "drives" not in said
    assert "only an experiment says" in said


def test_a_journey_of_one_touch_is_the_same_under_every_model():
    assert "every model gives it the whole" in journeys.scored(1, ("Email", 1.0), ("Email", 1.0))


def test_segments_that_need_more_are_named_and_the_rest_counted():
    said = words.needed(dict.fromkeys("abcdef", 10))
    assert said.startswith(
        "Too few conversions to tell channels apart: **a** needs about 10 more, **b** about 10"
    )
    assert said.endswith("2 other segments too.")


def test_no_journey_still_open_is_nothing_to_say():
    assert journeys.still_open(0, 0.0, 30, "count as lost") == ""
