"""Security keys are asked by a process of their own, which is ended whatever happens."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from strongroom.vault.errors import VaultError
from strongroom.vault.security_key import Credential
from strongroom.vault.security_key_usb import UsbSecurityKeys
from tests.vault.security_keys import SoftKeys, untold
from tests.vault.soft_key_worker import COMMAND, connect
from tests.vault.soft_keys import Finger, SoftKey

ANOTHER = Credential(b"c" * 32, b"s" * 32, False)


class Stopped(Exception):
    """What somebody who has had enough raises."""


@pytest.fixture
def usb(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Keys that are connected, by what they are made of."""

    def connected(*keys: SoftKey, looks: int = 900) -> UsbSecurityKeys:
        for name, value in connect(*keys).items():
            monkeypatch.setenv(name, value)
        return UsbSecurityKeys(COMMAND, looks)

    return connected


def refusal(action: Any) -> VaultError:
    with pytest.raises(VaultError) as refused:
        action()
    return refused.value


def test_what_a_process_registers_is_read_here_and_there(usb: Any) -> None:
    key, heard = SoftKey(b"k" * 32, "1234"), list[tuple[int, int]]()
    keys = usb(key)
    held = keys.register([ANOTHER], "1234", lambda *touch: heard.append(touch))
    assert set(heard) <= {(0, 0), (1, 3), (2, 3), (3, 3)}
    assert keys.read([ANOTHER, held.credential], "1234", untold) == held
    assert SoftKeys(key).read([held.credential], "1234", untold) == held
    new = keys.read([held.credential.renewed()], "1234", untold, is_new=True)
    assert new.secret != held.secret


def test_what_a_key_refuses_is_said_with_its_facts(usb: Any) -> None:
    error = refusal(lambda: usb(SoftKey(b"k" * 32, "1234")).register([], "4321", untold))
    assert error.code == "security-key-pin-wrong"
    assert dict(error.facts) == {"retries": 7, "name": "Soft Key"}
    assert refusal(lambda: usb().read([ANOTHER], "", untold)).code == "security-key-none"


def test_one_can_stop_while_the_key_waits(usb: Any) -> None:
    def stop(number: int, _: int) -> None:
        if number:
            raise Stopped

    with pytest.raises(Stopped):
        usb(SoftKey(b"k" * 32, finger=Finger.NOBODY)).register([], "", stop)


def test_a_key_that_is_never_done_is_given_up(usb: Any) -> None:
    keys = usb(SoftKey(b"k" * 32, finger=Finger.NOBODY), looks=2)
    assert refusal(lambda: keys.register([], "", untold)).code == "security-key-untouched"


LIAR = """
import sys, types
from strongroom import worker
part = sys.modules["liar"] = types.ModuleType("liar")
part.MEMORY_LIMIT = 2**30
part.HANDLERS = {"read": lambda *_: None, "cancel": lambda: None, "look": lambda _: %s}
worker.run("liar")
"""
LIES = {
    "nothing": "None",
    "another question's answer": "{'held': [b'', b'']}",
    "a text": "{'held': ['c' * 32, b's' * 32, True, b'h' * 32, '']}",
    "a short secret": "{'held': [b'c' * 32, b's' * 32, True, b'h', '']}",
    "a fault": "1 / 0",
    "its end": "sys.exit()",
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_process_that_was_taken_over_is_not_believed(lie: str) -> None:
    keys = UsbSecurityKeys([sys.executable, "-c", LIAR % lie])
    assert refusal(lambda: keys.read([ANOTHER], "", untold)).code == "security-key-failed"


def test_the_programs_own_process_looks_at_what_is_connected() -> None:
    """Whatever that is here: it is asked for a credential it cannot know, and needs no touch."""
    code = refusal(lambda: UsbSecurityKeys().read([ANOTHER], "", untold)).code
    assert code in {"security-key-none", "security-key-other"}


@pytest.mark.parametrize(
    "imports",
    [
        ["strongroom.cli.main"],
        ["strongroom.window.app", "strongroom.window.pages.vault"],
    ],
    ids=["command line", "window"],
)
def test_the_library_is_imported_by_the_process_alone(imports: Sequence[str]) -> None:
    code = f"import sys, {', '.join(imports)}; print(sorted(set(sys.modules) & {{'fido2'}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
