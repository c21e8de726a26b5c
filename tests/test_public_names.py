import inspect

import segattr as sa


def test_the_package_offers_exactly_the_names_others_build_on():
    assert set(sa.__all__) == {
        "Dataset",
        "Finding",
        "SegattrError",
        "Segmentation",
        "Summary",
        "Window",
        "attribute",
        "audit",
        "discover",
        "installs",
        "load",
        "match_rates",
        "mix_and_rate",
        "open_summary",
        "rates",
        "segment",
        "summarise",
    }
    assert all(hasattr(sa, name) for name in sa.__all__)


def test_load_takes_every_role_in_this_order():
    names = list(inspect.signature(sa.load).parameters)
    roles = ["touchpoints", "conversions", "customers", "costs", "events", "sessions", "outcomes", "paths"]
    assert names == [*roles, "mapping", "date_order", "hash_personal"]


def test_the_window_has_the_settings_and_defaults_others_rely_on():
    assert sa.Window() == sa.Window(
        lookback_days=30,
        half_life_days=7,
        direct=("Direct",),
        reuse=False,
        open_journeys="lost",
        markov_order=1,
    )


def test_summarise_takes_a_dataset_or_frames():
    names = list(inspect.signature(sa.summarise).parameters)
    assert names[:3] == ["dataset", "segmentation", "window"]
    assert {"touchpoints", "conversions", "customers", "touch_by", "memory"} <= set(names)


def test_attribute_and_rates_are_called_as_documented():
    named = list(inspect.signature(sa.attribute).parameters)
    assert named == ["summary", "models", "interval", "share_of", "margin"]
    assert list(inspect.signature(sa.rates).parameters) == ["dataset", "by"]
    assert list(inspect.signature(sa.segment).parameters) == ["dataset", "segmentation"]
