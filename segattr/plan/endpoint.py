"""Where calls are sent to, and with which key: set up by the server's owner, never by a visitor."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from segattr.errors import BadSetting
from segattr.words import sending as words

SEND_TO, WRITE_KEY = "SEGATTR_SEND_TO", "SEGATTR_WRITE_KEY"
PATH: Final = "/v1/batch"  # what the vendor's client puts behind the address
THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Endpoint:
    """An address that takes batches of calls, and the key that opens it.

    Parameters
    ----------
    url : without the path; https, or http on this machine.
    key : never drawn, saved or printed.

    Raises
    ------
    BadSetting : an address the key would not be safe on, or no key.

    Examples
    --------
    >>> Endpoint("https://api.segment.io", "secret")
    Endpoint(url='https://api.segment.io')
    """

    url: str
    key: str = field(repr=False)

    def __post_init__(self) -> None:
        """Check address and key, naming neither a password nor the key."""
        wrong = _wrong(self.url)
        if wrong:
            raise BadSetting(wrong, setting=SEND_TO)
        if not self.key:
            raise BadSetting(words.NO_KEY.format(name=WRITE_KEY), setting=WRITE_KEY)

    @property
    def host(self) -> str:
        """The address as a person names it."""
        return urlsplit(self.url).netloc


def endpoint(url: str = "", environment: Mapping[str, str] | None = None) -> Endpoint:
    """Return where to send to, as the environment says it.

    Parameters
    ----------
    url : instead of the environment's.
    environment : of the process where it is None.

    Raises
    ------
    BadSetting : something is missing, or the address is none.

    Examples
    --------
    >>> endpoint("https://events.example.com/v1/batch/", {"SEGATTR_WRITE_KEY": "k"}).url
    'https://events.example.com'
    """
    said = os.environ if environment is None else environment
    address = address_of(url, said)
    if not address:
        raise BadSetting(words.NO_ADDRESS.format(name=SEND_TO), setting=SEND_TO)
    return Endpoint(address, said.get(WRITE_KEY, "").strip())


def address_of(url: str = "", environment: Mapping[str, str] | None = None) -> str:
    """Return the address that was named, without the path the client adds; empty for none.

    Examples
    --------
    >>> address_of(environment={"SEGATTR_SEND_TO": "https://api.segment.io/ "})
    'https://api.segment.io'
    """
    said = os.environ if environment is None else environment
    return (url or said.get(SEND_TO, "")).strip().rstrip("/").removesuffix(PATH)


def configured(environment: Mapping[str, str] | None = None) -> Endpoint | None:
    """Return where the server's owner lets calls be sent to; None where nothing was set up.

    Raises
    ------
    BadSetting : an address was set up that cannot be used, or one without a key.

    Examples
    --------
    >>> configured({"SEGATTR_WRITE_KEY": "a key alone opens nothing"}) is None
    True
    """
    said = os.environ if environment is None else environment
    return endpoint(environment=said) if address_of(environment=said) else None


def _wrong(url: str) -> str:
    """Return what is wrong with an address; empty for nothing."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return words.NOT_AN_ADDRESS
    if parts.scheme not in ("https", "http") or not host or any(map(str.isspace, url)):
        return words.NOT_AN_ADDRESS
    if parts.username is not None or parts.query or parts.fragment:
        return words.MORE_THAN_AN_ADDRESS
    return "" if parts.scheme == "https" or host in THIS_MACHINE else words.IN_THE_CLEAR
