from segattr.attribution.journey_facts import JourneyFacts
from segattr.attribution.registry import MODELS
from segattr.words.guide import DECISIONS, advice, journeys_are, milestones_are, serves

USUAL = JourneyFacts(242, 3, 14, 0.31, 6.2)


def advised(facts=USUAL, half_life=7.0, lookback=30.0):
    return " ".join(advice(facts, half_life_days=half_life, lookback_days=lookback))


def test_journeys_are_told_in_touches_and_in_days():
    said = journeys_are(USUAL)
    assert "half of the 242 journeys have at most **3 touches**, and **31 %** have only one" in said
    assert said.endswith("Half convert within **6 days** of the first touch.")


def test_counted_paths_say_nothing_of_days():
    assert "days" not in journeys_are(JourneyFacts(4, 1, 2, 0.5))
    assert "at most **1 touch**" in journeys_are(JourneyFacts(4, 1, 2, 0.5))


def test_no_journey_is_said():
    assert journeys_are(JourneyFacts(0)) == "In these data no conversion has a touch before it."
    assert advised(JourneyFacts(0)) == ""


def test_usual_journeys_call_for_no_advice():
    assert advised() == ""


def test_single_touches_make_the_choice_of_model_matter_little():
    assert "matters little" in advised(JourneyFacts(100, 1, 3, 0.9, 3.0))


def test_short_journeys_have_no_middle():
    assert "no middle" in advised(JourneyFacts(100, 2, 9, 0.3, 6.0))


def test_a_half_life_beside_the_days_to_convert_says_what_time_decay_becomes():
    assert "close to linear" in advised(half_life=30)
    assert "close to last touch" in advised(half_life=1)


def test_a_lookback_that_cuts_openers_off_is_said():
    assert "10-day lookback" in advised(lookback=10)


def test_what_serves_a_decision_says_why_and_what_keeps_it_away():
    said = serves({"last": "Last touch", "j_shaped": "J-shaped"}, {"last": "no reason at all"})
    assert "**Last touch** *(not with these data: no reason at all)* assumes:" in said
    assert said.count("Use it when") == 2


def test_every_model_serves_a_decision():
    assert {name for names in DECISIONS.values() for name in names} == set(MODELS)


def test_dated_milestones_are_counted_where_there_are_any():
    assert milestones_are(0.0) == ""
    assert milestones_are(0.93).startswith("**93 %** have a lead or opportunity date")


def test_a_model_serves_one_decision():
    names = [name for served in DECISIONS.values() for name in served]
    assert len(names) == len(set(names))
