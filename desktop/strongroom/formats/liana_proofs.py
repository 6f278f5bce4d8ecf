"""What Liana keeps in its backups of devices that a wallet was registered on.

Each of ``hardware_wallets`` in its settings has a kind, a fingerprint and a token of 32 bytes,
which is Ledger's proof. Source: wizardsardine/liana liana-gui src/hw.rs and src/app/settings.
"""

import re
from collections.abc import Iterator, Mapping

from strongroom.formats.contract import DeviceProof
from strongroom.formats.json_text import JsonObject, JsonValue
from strongroom.formats.text import safe_name
from strongroom.model.device import device_named

MOST = 100
"""Of more than so many, which no wallet has, the rest is passed over."""

_FINGERPRINT = re.compile("[0-9a-fA-F]{8}")
_TOKEN = re.compile("[0-9a-fA-F]{64}")


def read_proofs(account: JsonObject) -> tuple[DeviceProof, ...]:
    """Those of an account that are whole: what else stands there keeps no wallet from opening."""
    settings = _inner(_inner(account.fields, "proprietary"), "settings")
    listed, name = settings.get("hardware_wallets"), settings.get("name")
    if not isinstance(listed, list) or not isinstance(name, str):
        return ()
    return tuple(_proofs(listed[:MOST], safe_name(name)[0]))


def _proofs(listed: list[JsonValue], name: str) -> Iterator[DeviceProof]:
    for each in listed:
        match each:
            case {"kind": str(kind), "fingerprint": str(fingerprint), "token": str(token)} if (
                _FINGERPRINT.fullmatch(fingerprint) and _TOKEN.fullmatch(token)
            ):
                device = device_named(kind[:40])
                if device is not None:
                    yield DeviceProof(device, bytes.fromhex(fingerprint), name, token.lower())


def _inner(fields: Mapping[str, JsonValue], name: str) -> Mapping[str, JsonValue]:
    value = fields.get(name)
    return value if isinstance(value, dict) else {}
