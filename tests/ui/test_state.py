from streamlit.testing.v1 import AppTest

from segattr.ui.choices import Choices
from segattr.ui.state import KEY


def visit():
    import streamlit as st

    from segattr.ui import state

    state.write_address()
    st.button("ninety days", on_click=lambda: state.change(lookback_days=90, models=("linear",)))
    st.button("thirty days", on_click=lambda: state.change(lookback_days=30))
    st.button("no days", on_click=lambda: state.change(lookback_days=0))
    st.text(f"{state.get().lookback_days} days")


def visiting(**address):
    page = AppTest.from_function(visit)
    for name, text in address.items():
        page.query_params[name] = text
    return page.run()


def press(page, label):
    return next(button for button in page.button if button.label == label).click().run()


def test_a_first_visit_finds_the_defaults_and_a_bare_address():
    page = visiting()
    assert page.session_state[KEY] == Choices()
    assert page.query_params == {}


def test_a_link_opens_with_its_settings():
    page = visiting(lookback="60", segments="tier", measure="nonsense")
    assert page.session_state[KEY] == Choices(lookback_days=60, segmentation="tier")


def test_what_makes_no_sense_is_taken_out_of_the_address():
    assert visiting(lookback="60", measure="nonsense").query_params == {"lookback": "60"}


def test_a_change_is_seen_on_the_same_run_and_stands_in_the_address():
    page = press(visiting(segments="tier"), "ninety days")
    assert page.text[0].value == "90 days"
    assert page.query_params == {"segments": "tier", "lookback": "90", "models": "linear"}


def test_a_choice_back_at_its_default_leaves_the_address():
    page = press(press(visiting(), "ninety days"), "thirty days")
    assert page.query_params == {"models": "linear"}


def test_a_change_out_of_range_changes_nothing():
    page = press(visiting(lookback="60"), "no days")
    assert len(page.exception) == 1
    assert page.session_state[KEY] == Choices(lookback_days=60)


def test_parameters_of_other_widgets_are_left_alone():
    assert visiting(tab="journeys").query_params == {"tab": "journeys"}


def test_an_emptied_list_is_not_mistaken_for_the_default():
    def empty_list():
        from segattr.ui import state

        state.change(direct=())

    page = AppTest.from_function(empty_list).run()
    assert page.query_params == {"direct": ""}
