"""Cards say what a segment is for, follow it under new names, and refuse nonsense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.errors import BadSetting
from segattr.segments.cards import (
    GOALS,
    Card,
    card_of,
    of_set,
    read_card,
    renamed,
    suggested,
    utm_tag,
    with_card,
)
from segattr.words.segments_ready import ADVICE

ANN = Card("Loyalty", "loyal", goal="referral", owner="Ann")


def test_every_goal_of_the_ready_made_sets_is_one_of_the_fixed_list():
    assert {advice.goal for advice in ADVICE.values()} <= set(GOALS)
    for segment in ADVICE:
        card = suggested("Set", [segment])[0]
        assert (card.goal, card.step, card.message) == (
            ADVICE[segment].goal,
            ADVICE[segment].step,
            ADVICE[segment].message,
        )


def test_a_set_with_a_segment_nobody_knows_gets_no_suggestion():
    assert suggested("Set", ["champions", "my own"]) == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"goal": "fame"}, "there is no goal 'fame'"),
        ({"deadline": "soon"}, "its deadline is no day"),
        ({"review": "20261231"}, "its review is no day"),
        ({"baseline": float("nan")}, "its baseline is no number"),
        ({"target": float("inf")}, "its target is no number"),
        ({"owner": "x" * 501}, "its owner is no text of at most 500"),
        ({"message": "half a sign \ud800"}, "its message is no text"),
        ({"campaigns": ("x",) * 31}, "at most 30 campaigns"),
        ({"campaigns": (7,)}, "its campaigns is no text"),
    ],
)
def test_a_card_that_cannot_be_says_why(wrong, said):
    with pytest.raises(BadSetting, match=said):
        Card("Loyalty", "loyal", **wrong)


def test_what_is_empty_is_not_written():
    assert ANN.to_json() == {"segment": "loyal", "goal": "referral", "owner": "Ann"}
    assert Card("s", "a", baseline=0.0).to_json() == {"segment": "a", "baseline": 0.0}
    assert read_card(ANN.to_json(), set_name="Loyalty") == ANN


def test_the_tag_is_the_cards_own_or_the_proposed_one_and_serves_too():
    assert Card("RFM – 2026", "At risk").utm == utm_tag("RFM – 2026", "At risk") == "rfm-2026-at-risk"
    own = Card("S", "a", tag="Win Back!", campaigns=("May", "win-back"))
    assert own.utm == "win-back"
    assert own.serving == ("May", "win-back")
    assert utm_tag("日本", "🙂") == "segment"


names = st.sampled_from(["a", "b", "c"])
cards = st.lists(
    st.builds(Card, set=names, segment=names, owner=st.sampled_from(["x", "y"])),
    max_size=5,
    unique_by=lambda card: (card.set, card.segment),
).map(tuple)


@given(cards, names, names, st.sampled_from(["", "z"]))
def test_a_card_replaces_its_segments_and_leaves_the_others_in_their_order(cards, of, segment, owner):
    card = Card(of, segment, owner=owner)
    changed = with_card(cards, card)
    assert card_of(changed, of, segment) == card
    rest = [each for each in cards if (each.set, each.segment) != (of, segment)]
    assert [each for each in changed if (each.set, each.segment) != (of, segment)] == rest
    if owner and not card_of(cards, of, segment).is_empty:
        assert [(each.set, each.segment) for each in changed] == [(each.set, each.segment) for each in cards]


@given(cards, names, st.sampled_from(["a", "new"]))
def test_under_a_sets_new_name_every_card_is_found_and_none_is_lost(cards, old, new):
    found = renamed(cards, old, to=new)
    assert set(cards) <= set(found)
    for card in cards:
        if card.set == old:
            there = card_of(cards, new, card.segment)
            expected = card.owner if there.is_empty else there.owner
            assert card_of(found, new, card.segment).owner == expected


def test_a_segments_card_follows_its_new_name():
    found = renamed((ANN,), "Loyalty", segment="loyal", segment_to="faithful")
    assert card_of(found, "Loyalty", "faithful").owner == "Ann"
    assert of_set(found, "Loyalty", ["faithful", "else"]) == (card_of(found, "Loyalty", "faithful"),)
