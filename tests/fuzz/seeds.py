"""Good samples to begin from: published ones that are kept here, and some made by us."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice, product

from strongroom.formats.cbor import write_cbor
from strongroom.formats.contract import WriteError
from strongroom.formats.json_text import JsonValue
from strongroom.formats.log_chain import canonical_line, first_line, line_hash
from strongroom.formats.registry import WALLET_FORMATS
from strongroom.formats.ur_output import wallet_ur
from strongroom.formats.ur_text import write_ur
from strongroom.formats.writing import devices_for, write_wallet
from strongroom.model.bytewords import write_minimal
from strongroom.model.errors import ReadError
from strongroom.model.key_expression import write_key_expression
from strongroom.model.network import Network
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_version import to_version
from strongroom.model.script_type import ScriptType
from strongroom.transports.qr.base43 import encode
from strongroom.transports.qr.bbqr import BbqrFrames, FileType
from strongroom.transports.qr.contract import Frames
from strongroom.transports.qr.specter import SpecterFrames
from strongroom.transports.qr.ur import UrFrames
from strongroom.vault.header import Header, Slot, write_header
from strongroom.vault.recovery_key import DrawnRecoveryKey
from strongroom.vault.rows import Rows
from strongroom.worker.frames import frame
from strongroom.workflows.set_up_draft import SetUpDraft
from strongroom.workflows.set_up_json import to_json
from tests.builders import finalise, make_payment, make_wallet, sign
from tests.formats.test_bitcoin_safe import TestBitcoinSafe
from tests.formats.test_electrum_key import TestElectrumKey
from tests.formats.test_hwi import TestHwi
from tests.formats.test_keystone import TestKeystone
from tests.formats.test_trezor import TestTrezor
from tests.fuzz.targets import RECOVERY, Target
from tests.recovery_wallets import payment_of
from tests.vectors_source import COPIED, REPOSITORY

SLOT = Slot(1, {"lanes": 1}, bytes(32), bytes(12), bytes(48))
SAMPLE_VAULT = REPOSITORY / "tests/vault/samples/every-slot.strongroom"

SIGNED_MESSAGE = """-----BEGIN BITCOIN SIGNED MESSAGE-----
I was here
-----BEGIN BITCOIN SIGNATURE-----
bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq
IHl0b2tlbnM=
-----END BITCOIN SIGNATURE-----
"""

PUBLISHED = (
    "bip174/bip174_psbts",
    "bip370/bip370_psbts",
    "bip371/bip371_psbts",
    "bip373/bip373_psbts",
)

MOST_BYTES, MOST_TEXTS, MOST_SEEDS = 5_300, 60, 40
"""Of one sample, of one published file, and of one target; more only make the search slow."""


def seeds(target: Target) -> Iterable[bytes]:
    """Where the search of one target begins: the samples it reads, or else some of all."""
    if target.is_psbt:
        return psbts()
    codes = [text.encode() for text in _codes()] if target.name.startswith("qr-") else []
    every = sorted((*samples(), *_binary()), key=len)
    read = [data for data in every if target.is_slow or _is_read(target, data)]
    return [*codes, *_spread(read or every)]


def _spread(ordered: Sequence[bytes]) -> Sequence[bytes]:
    """Some of them, from the first to the last."""
    return ordered[:: max(1, len(ordered) // MOST_SEEDS)]


@cache
def samples() -> tuple[bytes, ...]:
    """Published files, the texts inside those that are JSON, and wallets of ours."""
    files = [path.read_bytes() for path in sorted(COPIED.rglob("*.*")) if path.suffix != ".md"]
    inside = (t.encode() for data in files for t in islice(strings_in(data), MOST_TEXTS))
    made = (text.encode() for text in (*_wallets(), *_keys(), *_codes(), *_words()))
    return tuple(d for d in dict.fromkeys((*files, *inside, *made)) if 0 < len(d) <= MOST_BYTES)


@cache
def psbts() -> tuple[bytes, ...]:
    """The valid PSBTs of the BIPs, and payments of ours unsigned, signed and finished."""
    return tuple(dict.fromkeys((*_published(), *_made())))


def _is_read(target: Target, data: bytes) -> bool:
    with suppress(*target.refuses):
        return target.read(data) is not None
    return False


def strings_in(data: bytes) -> Iterator[str]:
    """Every text and every object inside a file that is JSON."""
    with suppress(ValueError):
        yield from _strings(json.loads(data))


def _strings(value: JsonValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _strings(item)
        case dict():
            yield json.dumps(value)
            for item in value.values():
                yield from _strings(item)


def _wallets() -> Iterator[str]:
    """Two wallets in every format and for every device."""
    for wallet, form in product((make_wallet().wallet, RECOVERY), WALLET_FORMATS):
        for device in (None, *devices_for(form.name)):
            if form.write is not None:
                with suppress(WriteError):
                    yield write_wallet(wallet, form.name, device)


def _keys() -> Iterator[str]:
    """What signers export, from the tests of their formats."""
    for contract in (TestBitcoinSafe, TestElectrumKey, TestHwi, TestKeystone, TestTrezor):
        yield from contract.samples


def _codes() -> Iterator[str]:
    """A payment and a wallet as the texts of QR codes, one part a line."""
    payment, ur = make_payment(make_wallet()), wallet_ur(make_wallet().wallet)
    series: tuple[Frames, ...] = (
        UrFrames(ur.type, ur.cbor, 100),
        UrFrames("crypto-psbt", write_cbor(payment), 400),
        BbqrFrames(payment, FileType.PSBT, max_version=12),
        SpecterFrames(write_ur(ur), 120),
    )
    for frames in series:
        yield "\n".join(frames.text(number) for number in range(frames.count))
    yield write_ur(ur)
    yield encode(payment)


def _words() -> Iterator[str]:
    yield json.dumps(to_json(SetUpDraft()))
    yield SIGNED_MESSAGE
    yield "or_d(multi(2,@0,@1,@2),and_v(v:multi(1,@3,@4,@5),older(144)))"
    yield "wsh(sortedmulti(2,@0/**,@1/**))\n" + "\n".join(
        write_key_expression(key, "") for key in make_wallet().wallet.policy.keys[:2]
    )
    yield write_minimal(bytes(range(40)))
    yield " ".join(DrawnRecoveryKey(bytes(range(32))).groups)


def _binary() -> Iterator[bytes]:
    """What is no text: CBOR, a vault and its parts, a worker's frame, transactions."""
    header = Header(bytes(16), 7, bytes(32), bytes(32), (SLOT,))
    yield write_header(header)
    yield _log()
    yield SAMPLE_VAULT.read_bytes()
    rows = Rows()
    rows.put("wallets", "a", {"version": 1, "name": "Savings"})
    yield rows.encode()
    yield wallet_ur(make_wallet().wallet).cbor
    yield write_cbor({1: [b"bytes", "text", -5, None, True], 2: {3: 4}})
    yield frame({"call": "echo", "arguments": [b"bytes", 1.5, None], "seconds": 3.0})[4:]
    for data in psbts():
        psbt = read_psbt(data)
        yield psbt.transaction.serialize()
        yield b64encode(data)
        yield data.hex().encode()
        yield from (e.previous_transaction.data for e in psbt.inputs if e.previous_transaction)


def _log() -> bytes:
    """A log of one entry behind the line that names its vault."""
    first = first_line(bytes(16))
    return first + canonical_line({"number": 1, "previous": line_hash(first)})


def _published() -> Iterator[bytes]:
    for name in PUBLISHED:
        for entry in json.loads((COPIED / f"{name}.json").read_text("utf-8"))["vectors"]:
            data = bytes.fromhex(entry["hex"])
            with suppress(ReadError):
                yield read_psbt(data).original


def _made() -> Iterator[bytes]:
    for kind in (ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH):
        for network in (Network.REGTEST, Network.BITCOIN):
            signers = make_wallet(2, 3, kind, network)
            payment = make_payment(signers)
            signed = sign(signers, payment, 0)
            finished = finalise(sign(signers, signed, 1))
            for data in (payment, signed, finished):
                yield data
                yield to_version(read_psbt(data), 2).original
    yield payment_of(RECOVERY, path=1).original
