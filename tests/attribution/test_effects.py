"""Effects made into credit, money of both signs included."""

import numpy as np
import pytest

from segattr.attribution.effects import shared_out


def test_every_column_adds_up_to_its_total():
    effects = np.array([[0.2, 5.0, -1.0], [0.1, 1.0, 4.0], [0.0, 0.0, 0.0]])
    found = shared_out(effects, np.array([30.0, 60.0, 9.0]))
    assert found.sum(axis=0) == pytest.approx([30, 60, 9])
    assert found[:, 1].tolist() == pytest.approx([50, 10, 0])
    assert found[:, 2].tolist() == pytest.approx([6, 3, 0])


def test_a_sign_below_rounding_is_none():
    found = shared_out(np.array([[1.0], [-1e-15]]), np.array([4.0]))
    assert found[:, 0].tolist() == [4, 0]


def test_losses_alone_share_a_loss():
    found = shared_out(np.array([[1.0, -3.0], [1.0, -1.0]]), np.array([2.0, -8.0]))
    assert found[:, 1].tolist() == [-6, -2]


def test_no_channels_and_no_effects_are_nothing():
    assert shared_out(np.zeros((0, 2)), np.zeros(2)).shape == (0, 2)
    assert shared_out(np.zeros((2, 1)), np.zeros(1)).tolist() == [[0], [0]]
