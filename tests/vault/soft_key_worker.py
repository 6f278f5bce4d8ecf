"""The worker process of security keys, with keys in software in the place of those on USB.

Which are connected stands in the environment: ``SOFT_KEYS`` has a seed, a PIN and a finger each.
"""

import json
import os
import sys

from strongroom.vault import security_key_device as device
from strongroom.vault.security_key_worker import HANDLERS, MEMORY_LIMIT
from tests.vault.soft_keys import Finger, SoftKey

__all__ = ["COMMAND", "HANDLERS", "MEMORY_LIMIT", "connect"]

_NAME = "SOFT_KEYS"
COMMAND = (
    sys.executable,
    "-c",
    f"from strongroom import worker; worker.run({__name__!r})",
)
"""What starts the process."""


def connect(*keys: SoftKey) -> dict[str, str]:
    """The environment in which these are connected; only what is in it is known of them."""
    return {_NAME: json.dumps([[key.seed.hex(), key.pin, key.finger.value] for key in keys])}


def _connected() -> list[device.Key]:
    said = json.loads(os.environ[_NAME])
    keys = (SoftKey(bytes.fromhex(seed), pin, finger=Finger(finger)) for seed, pin, finger in said)
    return [device.Key.of(key) for key in keys]


if _NAME in os.environ:
    device.connected = _connected
