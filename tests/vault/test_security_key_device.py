"""Security keys that are connected: their names, their PINs, and what else hangs on USB."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from strongroom.vault import security_key_ctap as ctap
from strongroom.vault import security_key_device as device
from tests.vault.security_keys import SoftKeys, refused, register, untold
from tests.vault.soft_keys import TRIES, Finger, SoftKey
from tests.vault.soft_usb import Babbling, SoftConnection, descriptor


def test_its_name_is_short_and_can_be_printed() -> None:
    key = SoftKey(b"k" * 32, product_name="  Key\n\x1b[31m" + "y" * 100)
    assert register(key).name == "Key[31m" + "y" * (64 - 9)
    assert register(SoftKey(b"k" * 32, product_name="\n")).name == device.NAMELESS


class TestPin:
    def test_is_asked_for_only_where_it_is_needed(self) -> None:
        with_pin, without = SoftKey(b"p" * 32, "1234"), SoftKey(b"w" * 32)
        error = refused(lambda: register(with_pin))
        assert (error.code, error.facts["name"]) == ("security-key-pin-needed", "Soft Key")
        assert (with_pin.touches, with_pin.tries) == (0, TRIES)
        assert register(without, "not asked for").secret

    def test_a_wrong_one_says_how_many_tries_are_left(self) -> None:
        key = SoftKey(b"p" * 32, "1234")
        held = register(key, "1234")
        error = refused(lambda: SoftKeys(key).read([held.credential], "4321", untold))
        assert (error.code, error.facts["retries"]) == ("security-key-pin-wrong", TRIES - 1)
        assert SoftKeys(key).read([held.credential], "1234", untold) == held
        assert key.tries == TRIES

    def test_one_that_is_too_short_costs_no_try(self) -> None:
        key = SoftKey(b"p" * 32, "1234")
        error = refused(lambda: register(key, "123"))
        assert (error.facts["retries"], key.tries) == (TRIES, TRIES)

    def test_after_three_in_a_row_it_is_to_be_taken_out(self) -> None:
        key = SoftKey(b"p" * 32, "1234")
        said = [refused(lambda: register(key, "4321")).code for _ in range(3)]
        assert said == ["security-key-pin-wrong"] * 2 + ["security-key-pin-paused"]
        assert refused(lambda: register(key, "1234")).code == "security-key-pin-paused"

    def test_after_the_last_one_it_is_blocked(self) -> None:
        key = SoftKey(b"p" * 32, "1234", tries=1)
        assert refused(lambda: register(key, "4321")).code == "security-key-blocked"
        assert refused(lambda: register(key, "1234")).code == "security-key-blocked"

    def test_letters_are_sent_in_one_form(self) -> None:
        assert register(SoftKey(b"p" * 32, "caf\xe9"), "cafe\u0301").secret


class TestOnUsb:
    """By packets, and what the system lists."""

    @pytest.fixture
    def plug(self, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
        """Connects these; None for a key that this user may not open."""

        def plugged(*connections: SoftConnection | None) -> None:
            listed = [descriptor(SoftKey(b"")) for _ in connections]
            by_identity = dict(zip(map(id, listed), connections, strict=True))

            def open_connection(one: Any) -> SoftConnection:
                found = by_identity[id(one)]
                if found is None:
                    raise PermissionError(13, "Permission denied")
                return found

            monkeypatch.setattr(device, "list_descriptors", lambda: listed)
            monkeypatch.setattr(device, "open_connection", open_connection)

        return plugged

    def test_a_key_gives_its_secret(self, plug: Any) -> None:
        key = SoftKey(b"k" * 32, "1234")
        plug(SoftConnection(key))
        errand = device.Errand(Event(), untold)
        made = ctap.register(device.connected(), [], "1234", errand)
        assert SoftKeys(key).read([made.credential], "1234", untold) == made

    def test_one_that_cannot_be_opened_or_babbles_is_passed_over(self, plug: Any) -> None:
        plug(None, Babbling(SoftKey(b"b")), SoftConnection(SoftKey(b"k" * 32)))
        assert [key.has_secrets for key in device.connected()] == [True]
        plug(None)
        assert device.connected() == []

    def test_a_key_that_waits_hears_that_it_was_cancelled(self, plug: Any) -> None:
        connection = SoftConnection(SoftKey(b"k" * 32, finger=Finger.NOBODY))
        plug(connection)
        cancelled = Event()
        errand = device.Errand(cancelled, lambda number, _: cancelled.set() if number else None)
        error = refused(lambda: ctap.register(device.connected(), [], "", errand))
        assert error.facts["status"] == "KEEPALIVE_CANCEL"
        assert connection.cancelled.is_set()
