"""Keys as plain text."""

import json

import pytest

from strongroom.formats import key_expression
from strongroom.formats.contract import KeyFormat
from strongroom.formats.key_parts import script_type_of_path
from strongroom.formats.reading import RecognitionError, read_key
from strongroom.model.derivation import DerivationPath
from strongroom.model.script_type import ScriptType
from tests.contracts.formats import KeyFormatContract
from tests.formats.sample_wallets import cosigner
from tests.vectors_source import vector

KEEPER = json.loads(vector("keeper/device_exports.json").read_text())
SEEDSIGNER = KEEPER["SEEDSIGNER_MS_EXPORT"]
UPPER_CASE = KEEPER["KEEPER_EXTERNAL_EXPORT"]
KEY = cosigner(1)
PLAIN = f"[{KEY.origin}]{KEY.xpub}"


class TestKeyExpression(KeyFormatContract):
    samples = (SEEDSIGNER, UPPER_CASE, f"{PLAIN}\n\n{SEEDSIGNER}\n", str(KEY.xpub))

    def form(self) -> KeyFormat:
        return key_expression.FORMAT


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("as written here", PLAIN),
        ("apostrophes", PLAIN.replace("h", "'", 4)),
        ("upper-case H", PLAIN.replace("h", "H", 4)),
        ("upper-case fingerprint", PLAIN[:9].upper() + PLAIN[9:]),
        ("a space behind the bracket", PLAIN.replace("]", "] ")),
        ("SLIP-132", f"[{KEY.origin}]{KEY.xpub.slip132(ScriptType.P2WSH)}"),
        ("both branches behind it", f"{PLAIN}/<0;1>/*"),
        ("both branches in short", f"{PLAIN}/**"),
    ],
)
def test_every_spelling_is_the_same_key(name: str, text: str) -> None:
    (exported,) = read_key(text.encode()).keys
    assert exported.key == KEY, name
    assert exported.script_type is ScriptType.P2WSH


def test_each_line_is_a_key() -> None:
    other = cosigner(2, ScriptType.P2SH)
    export = read_key(f"{PLAIN}\r\n[{other.origin}]{other.xpub}\r\n".encode())
    assert [exported.key for exported in export.keys] == [KEY, other]
    assert export.keys[1].script_type is ScriptType.P2SH


def test_a_bare_key_has_no_origin_and_is_for_nothing_known() -> None:
    (exported,) = read_key(str(KEY.xpub).encode()).keys
    assert (exported.key.origin, exported.script_type) == (None, None)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("another last step", PLAIN.replace("/2h]", "/1h]"), "key-malformed"),
        ("a step too few", PLAIN.replace("/2h]", "]"), "key-malformed"),
        ("a short fingerprint", "[" + PLAIN[2:], "key-malformed"),
        ("a mistyped key", PLAIN[:-1] + ("1" if PLAIN[-1] != "1" else "2"), "key-malformed"),
        ("one branch behind it", f"{PLAIN}/0/*", "file-malformed"),
        ("one address behind it", f"{PLAIN}/0/0", "key-fixed"),
        ("hardened children", f"{PLAIN}/*h", "hardened-wildcard"),
        ("too many keys", f"{PLAIN}\n" * 101, "file-malformed"),
    ],
)
def test_refuses(name: str, text: str, code: str) -> None:
    with pytest.raises(RecognitionError) as refused:
        read_key(text.encode())
    assert (refused.value.format, refused.value.code) == ("key_expression", code), name


@pytest.mark.parametrize(
    ("path", "script_type"),
    [
        ("48h/0h/0h/2h", ScriptType.P2WSH),
        ("48h/0h/0h/1h", ScriptType.P2SH_P2WSH),
        ("48h/0h/0h/1h/5/6", ScriptType.P2SH_P2WSH),
        ("45h", ScriptType.P2SH),
        ("45h/0/1", ScriptType.P2SH),
        ("44h/0h/0h", ScriptType.P2PKH),
        ("49h/0h/0h", ScriptType.P2SH_P2WPKH),
        ("84h/0h/0h", ScriptType.P2WPKH),
        ("86h/0h/0h", ScriptType.P2TR),
        ("87h/0h/0h", None),
        ("48h/0h/0h", None),
        ("48h/0h/0h/2", None),
        ("48/0h/0h/2h", None),
        ("", None),
    ],
)
def test_what_a_path_is_for(path: str, script_type: ScriptType | None) -> None:
    assert script_type_of_path(DerivationPath.parse(path)) is script_type
