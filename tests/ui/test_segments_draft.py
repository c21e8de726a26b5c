import pytest

from segattr.errors import BadSetting
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_scaling import Number, Scaling
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.ui.segments_draft import Draft
from segattr.ui.segments_mode import is_full

MOBILE = Condition("device", "is", ("mobile",))
OLD = Condition("age", "between", (60, 99))
HALF = Condition("age", "is")
NESTED = Group("all", (MOBILE, Group("any", (OLD, HALF))))
DRAFT = Draft((Rule("a", NESTED), Rule("b", Group("all", (HALF,)))), name="Set")


def test_only_what_is_finished_is_used():
    assert DRAFT.finished == Rules((Rule("a", Group("all", (MOBILE, Group("any", (OLD,))))),), name="Set")
    assert Draft().finished is None
    assert Draft((Rule("b", Group("all", (Group("any", (HALF,)),))),)).finished is None


def test_names_that_cannot_be_are_said():
    with pytest.raises(BadSetting, match="a name of its own"):
        _ = DRAFT.renamed(0, "everyone else").finished


def test_a_finished_set_is_a_draft_again():
    assert Draft.of(DRAFT.finished).finished == DRAFT.finished


def test_a_new_segment_gets_a_name_nobody_has():
    names = [rule.name for rule in DRAFT.with_segment("a", NESTED).with_segment("a", NESTED).rules]
    assert names == ["a", "b", "a 2", "a 3"]
    assert DRAFT.with_segment("everyone else", NESTED).rules[-1].name == "everyone else 2"


def test_segments_are_moved_removed_and_renamed():
    assert [rule.name for rule in DRAFT.moved(1, -1).rules] == ["b", "a"]
    assert [rule.name for rule in DRAFT.moved(0, -1).rules] == ["a", "b"]
    assert [rule.name for rule in DRAFT.without_segment(0).rules] == ["b"]
    assert DRAFT.with_others("rest").with_name("S").renamed(1, "c").rules[1].name == "c"


def test_parts_are_found_and_edited_by_their_path():
    assert DRAFT.part((0, 1, 0)) is OLD
    assert DRAFT.with_more((0, 1), MOBILE).part((0, 1, 2)) is MOBILE
    assert DRAFT.without_part((0, 1)).part((0,)) == Group("all", (MOBILE,))
    assert DRAFT.with_how((0, 1), "none").part((0, 1)).how == "none"
    assert DRAFT.with_how((0,), "any").part((0,)).how == "any"


def test_another_field_begins_anew_and_another_question_keeps_the_values_that_fit():
    assert DRAFT.with_condition((0, 0), field="plan").part((0, 0)) == Condition("plan", "is")
    many = DRAFT.with_condition((0, 0), question="one_of")
    assert many.part((0, 0)).values == ("mobile",)
    more = many.with_condition((0, 0), values=("mobile", "tablet"), ignore_case=True)
    assert more.part((0, 0)) == Condition("device", "one_of", ("mobile", "tablet"), ignore_case=True)
    assert more.with_condition((0, 0), question="is").part((0, 0)).values == ("mobile",)
    assert DRAFT.with_condition((0, 1, 0), question="is_missing").part((0, 1, 0)).values == ()
    assert DRAFT.with_condition((0, 0), question="between").part((0, 0)).values == ()


def found_groups():
    age = Number("age", 0.0, 90.0, log=False, mean=40.0, deviation=10.0, fill=40.0)
    return Clusters(Scaling((age,)), ((-1.0,), (1.0,)), ("young", "old"), name="Ages")


def test_groups_found_by_k_means_are_a_draft_that_can_be_named_dated_and_started_over():
    draft = Draft.of_any(found_groups())
    assert (draft.whole, draft.name, draft.names, draft.fields) == (
        found_groups(),
        "Ages",
        ("young", "old"),
        ("age",),
    )
    assert draft.renamed(1, " grown up ").whole.names == ("young", "grown up")
    assert draft.with_name("Lives").whole.name == "Lives"
    assert Draft.of_any(draft.on_day("2026-03-31").whole).moment == "2026-03-31"
    assert draft.on_day("2026-03-31").on_day("").whole == found_groups()
    assert draft.with_segment("new", NESTED).made is None


@pytest.mark.parametrize("name", ["", "old", "not grouped"])
def test_a_group_takes_no_name_that_is_none_or_anothers(name):
    with pytest.raises(BadSetting, match="a printable name of its own"):
        Draft.of_any(found_groups()).renamed(0, name)


def test_the_mode_stays_through_every_edit_and_comes_back():
    audiences = DRAFT.with_mode("overlapping")
    assert audiences.finished.overlapping
    assert Draft.of(audiences.finished).finished == audiences.finished
    for edited in (audiences.renamed(0, "c"), audiences.moved(0, 1), audiences.with_name("S")):
        assert edited.mode == "overlapping"
    assert audiences.with_mode("partition") == DRAFT
    assert not is_full(audiences)
    for _ in range(3):
        audiences = audiences.with_segment("more", NESTED)
    assert is_full(audiences)
    assert not is_full(audiences.with_mode("partition"))
