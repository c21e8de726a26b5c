"""What a project settled is the same outside the app as inside it."""

import json
from dataclasses import asdict

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.attribution.registry import MODELS
from segattr.data.layout import Layout
from segattr.errors import FileRefused, UnknownName
from segattr.io.reading import Reading
from segattr.project.folder import save
from segattr.project.notes import Note
from segattr.project.packed import pack
from segattr.project.project import Project, StoredFile
from segattr.project.remembered import remembered, remembered_of
from segattr.segments.cards import Card
from segattr.segments.columns import Columns
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.desk import Desk
from segattr.ui.project_form import choices_of, project_of
from segattr.ui.upload import Correction

chosen = st.builds(
    Choices,
    segmentation=st.sampled_from(["", "plan", "plan,device", "@plan × device", "@gone"]),
    sets=st.just((SegmentSet.of(Columns(("plan", "device"))),)),
    models=st.lists(st.sampled_from(list(MODELS)), min_size=1, unique=True).map(tuple),
    custom_weights=st.sampled_from([(30.0, 40.0, 30.0), (50.0, 0.0, 50.0)]),
    variants=st.lists(st.sampled_from(["split", "rate", "pooled"]), unique=True).map(tuple),
    lookback_days=st.sampled_from([7.0, 30.0, float("inf")]),
    half_life_days=st.sampled_from([3.5, 7.0]),
    direct=st.sampled_from([(), ("Direct",), ("Direct", "None")]),
    reuse=st.booleans(),
    open_journeys=st.sampled_from(["lost", "exclude"]),
    markov_order=st.integers(1, 4),
    repeats=st.sampled_from(["all", "collapse", "unique"]),
    touch_by=st.sampled_from(["channel", "campaign"]),
)


@given(chosen)
def test_the_command_line_reads_a_project_as_the_app_does(choices):
    project = project_of("k" * 22, Desk(), choices)
    inside, found = choices_of(project), remembered_of(project)
    assert found.window == inside.window
    assert found.models == inside.wanted_models
    assert found.touch_by == inside.touch_by
    wanted = {"@gone": None, "": None, "@plan × device": Columns(("plan", "device"))}
    assert found.segment_by == wanted.get(inside.segmentation, inside.segmentation)


def test_nonsense_in_a_project_keeps_the_defaults():
    choices = {"lookback": ["-3"], "order": ["many"], "models": ["oracle"], "by": ["mood"], "open": []}
    found = remembered_of(Project("k" * 22, settings={"choices": choices, "sets": [7], "fixes": ["x"]}))
    assert found == remembered_of(Project("k" * 22))


def stored(correction):
    return StoredFile("a1b2c3d4e5f60718", Reading("o.csv", pd.DataFrame({"a": [1]})), asdict(correction))


def test_columns_and_dates_are_remembered_for_the_role_the_file_plays():
    columns = {"conversions": {"value": "net"}, "costs": {"spend": "net"}}
    project = Project("k" * 22, files=(stored(Correction("conversions", columns, "day first")),))
    found = remembered_of(project)
    assert found.mapping == {"conversions": {"value": "net"}}
    assert found.date_order == {"conversions": "day first"}


def test_a_folder_and_a_file_of_the_same_project_remember_the_same(tmp_path):
    project = Project("k" * 22, "Acme", (stored(Correction("conversions")),), {"choices": {"reuse": ["1"]}})
    file = tmp_path / "acme.segattr"
    file.write_bytes(pack(project))
    assert remembered(save(project, tmp_path)) == remembered(file) == remembered_of(project)
    assert remembered(file).window.reuse


def test_the_columns_of_its_files_are_remembered():
    layout = Layout("costs", ("Day", "Cost"), {"spend": "Cost"}, ("a",))
    project = project_of("k" * 22, Desk(layouts=(layout,)), Choices())
    page = json.loads(json.dumps(project.settings))
    assert remembered_of(Project("k" * 22, settings=page)).layouts == (layout,)


def test_what_is_no_project_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    for place, error in (
        (tmp_path / "notes.txt", FileRefused),
        (tmp_path, UnknownName),
        (tmp_path / "x", FileRefused),
    ):
        with pytest.raises(error):
            remembered(place)


def test_notes_sections_client_and_cards_of_the_set_in_use_are_remembered():
    note, card = Note("segment", "loyal", "x", "2026-05-04"), Card("Loyalty", "loyal", goal="referral")
    other = Card("Another", "loyal", goal="upsell")
    choices = Choices(
        segmentation="@Loyalty",
        notes=(note,),
        cards=(card, other),
        client="Acme",
        sections=("value",),
        quarters=("2026 Q1",),
    )
    project = project_of("k" * 22, Desk(), choices)
    found, inside = remembered_of(project), choices_of(project)
    assert (found.notes, found.sections, found.client) == ((note,), ("value",), "Acme")
    assert dict(found.cards) == {"loyal": card}
    assert (inside.notes, inside.client, inside.quarters) == ((note,), "Acme", ("2026 Q1",))


@pytest.mark.parametrize("nonsense", [7, "x", [7, {"text": 1}], {"set": "x"}, [{"set": "", "segment": 3}]])
def test_notes_and_cards_that_say_nonsense_are_left_out(nonsense):
    found = remembered_of(Project("k" * 22, settings={"notes": nonsense, "cards": nonsense, "choices": {}}))
    assert (found.notes, dict(found.cards)) == ((), {})
