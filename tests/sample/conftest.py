from functools import cache

import pytest

from segattr.sample.shop import make_shop

SIZES = (2_000, 7_000, 33_333, 100_000)


@cache
def made(size):
    return make_shop(size)


@pytest.fixture(scope="session", params=SIZES, ids=[f"{size} people" for size in SIZES])
def shop(request):
    return made(request.param)


@pytest.fixture(scope="session")
def shop_of():
    return made
