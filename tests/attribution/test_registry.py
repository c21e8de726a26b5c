"""Names become models."""

import pytest

from segattr.attribution.position import FIRST, custom
from segattr.attribution.registry import MODELS, find_models
from segattr.errors import BadSetting, UnknownName


def names(wanted):
    return [model.name for model in find_models(wanted)]


def test_the_registry_knows_its_models_by_their_names():
    assert all(model.name == name for name, model in MODELS.items())
    assert len({model.title for model in MODELS.values()}) == len(MODELS)


def test_models_come_in_the_order_asked_for_each_once():
    assert names(["last", " first ", "last"]) == ["last", "first"]
    assert names("linear") == ["linear"]
    assert names(name for name in ("last", "first")) == ["last", "first"]
    assert find_models([FIRST]) == [FIRST]
    assert find_models(custom((1, 0, 0)))[0].meaning.startswith("100 %")


@pytest.mark.parametrize("wanted", ["lastt", "", " ", "LAST", "first=30/40/30", "customs=1/2/3"])
def test_an_unknown_model_is_refused_with_those_there_are(wanted):
    with pytest.raises(UnknownName, match="choose among first, last, ") as error:
        find_models(wanted)
    assert error.value.facts["known"] == list(MODELS)


def test_no_model_at_all_is_refused():
    with pytest.raises(UnknownName, match="No model was named"):
        find_models([])


def test_custom_takes_three_weights():
    (model,) = find_models("custom=30/40/30")
    assert model.meaning == custom((30, 40, 30)).meaning
    (model,) = find_models("custom= 1.5 / 0 / .5")
    assert model.meaning.startswith("75 %")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("markov=2", "Markov chain"),
        ("markov=pooled", "Markov chain, one fit for all"),
        (" markov = 2 / pooled ", "Markov chain, one fit for all"),
        ("shapley=rate", "Shapley (conversion rates)"),
        ("shapley=rate/pooled", "Shapley (conversion rates), one fit for all"),
        ("shapley=pooled", "Shapley (converting paths)"),
        ("w_shaped=split", "W-shaped"),
        ("j_shaped=split", "J-shaped"),
    ],
)
def test_a_name_may_carry_settings(name, title):
    (model,) = find_models(name)
    assert model.title == title
    assert model.name == name.split("=")[0].strip()
    assert model.meaning.endswith(".")


@pytest.mark.parametrize(
    "name", ["markov=5", "markov=0", "markov=1/2", "markov=", "shapley=fast", "w_shaped=1"]
)
def test_settings_a_model_does_not_have_are_refused_with_those_it_has(name):
    with pytest.raises(BadSetting, match=f"{name.split('=')[0]}=|takes one order") as error:
        find_models(name)
    assert error.value.facts["setting"] == name.split("=")[0]


def test_two_settings_of_markov_cannot_stand_beside_each_other():
    with pytest.raises(BadSetting, match="twice"):
        find_models(["markov", "markov=2"])


@pytest.mark.parametrize(
    "weights", ["30/40", "1/2/3/4", "a/b/c", "30,40,30", "-1/2/3", "0/0/0", "nan/1/1", "//"]
)
def test_other_weights_are_refused_with_an_example(weights):
    with pytest.raises(BadSetting, match="30/40/30") as error:
        find_models(f"custom={weights}")
    assert error.value.facts["setting"] == "custom"


def test_one_model_with_two_settings_is_refused_and_with_the_same_taken_once():
    with pytest.raises(BadSetting, match="twice"):
        find_models(["custom=1/0/0", "custom=0/0/1"])
    assert [m.name for m in find_models(["custom=1/0/1", "last", "custom=1/0/1"])] == ["custom", "last"]
