"""Everything that reads what others wrote: one list, for the fuzzer and for the kept corpus."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from strongroom.formats import bip138, bip138_items, bip322
from strongroom.formats.bip329 import read_labels
from strongroom.formats.bip388 import read_policy
from strongroom.formats.bsms_encryption import looks_encrypted, open_record, read_encrypted
from strongroom.formats.cbor import read_cbor, write_cbor
from strongroom.formats.contract import KeyFormat, WalletFormat
from strongroom.formats.encrypted_wallets import program_that_encrypted
from strongroom.formats.json_text import parse_json
from strongroom.formats.log_chain import read_log
from strongroom.formats.payment_request import read_payment_request
from strongroom.formats.reading import content_of, recognise
from strongroom.formats.registry import KEY_FORMATS, WALLET_FORMATS
from strongroom.formats.secrets import search_secrets
from strongroom.formats.signed_message import read_signed_message
from strongroom.formats.text import decode_text, safe_name, slug
from strongroom.formats.ur_text import read_ur
from strongroom.model.addresses import read_address
from strongroom.model.bytewords import read_minimal, write_minimal
from strongroom.model.derivation import DerivationPath, parse_origin
from strongroom.model.descriptor import parse_descriptor, write_descriptor
from strongroom.model.errors import StrongroomError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.key_expression import parse_key_expression
from strongroom.model.miniscript import read_miniscript, write_miniscript
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt_reader import decode_psbt, read_psbt
from strongroom.model.psbt_version import to_version
from strongroom.model.psbt_writer import write_psbt
from strongroom.model.transaction import Transaction
from strongroom.review.psbt import review_psbt
from strongroom.transports.qr.base43 import decode as decode_base43
from strongroom.transports.qr.bbqr import BbqrAssembler
from strongroom.transports.qr.contract import Assembler, Code, QrError
from strongroom.transports.qr.joining import Joining
from strongroom.transports.qr.plain import PlainAssembler, unwrap
from strongroom.transports.qr.specter import SpecterAssembler
from strongroom.transports.qr.ur import UrAssembler
from strongroom.transports.qr.ur1 import read_bc32
from strongroom.vault import envelope, past_records, provenance, records, rules_records
from strongroom.vault.header import read_header, write_header
from strongroom.vault.record import Record
from strongroom.vault.recovery_key import RecoveryKey
from strongroom.vault.rows import Rows
from strongroom.worker.frames import frame, unpack
from strongroom.workflows import set_up_json
from strongroom.workflows.open_anything import open_anything
from strongroom.workflows.returned import Returned, read_returned
from tests.builders import make_wallet
from tests.fuzz.disagreements import unexplained
from tests.recovery_wallets import recovery_wallet

MEBIBYTE = 1 << 20

COMPARISON = "psbt-differential"
"""The target in which other libraries read beside us: what they may yet do is theirs to answer."""

Read = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Target:
    """One reader. Whatever it is given it returns a value or raises one of ``refuses``.

    ``seconds`` are of the processor and ``memory`` is bytes, for one input of the sizes tried here.
    ``is_psbt`` says that inputs are PSBTs, which are changed record by record. ``is_slow`` ones
    are not asked twice.
    """

    name: str
    read: Read
    refuses: tuple[type[Exception], ...] = (StrongroomError,)
    seconds: float = 1.0
    memory: int = 100 * MEBIBYTE
    is_psbt: bool = False
    is_slow: bool = False


def _text(read: Callable[[str], object]) -> Read:
    """A reader of text, given bytes."""
    return lambda data: read(data.decode("utf-8", "replace"))


# model


def _psbt(data: bytes) -> object:
    psbt = read_psbt(data)
    assert write_psbt(psbt) == data
    for version in (0, 2):
        with suppress(StrongroomError):
            other = to_version(psbt, version)
            assert other.transaction == psbt.transaction
    return psbt


def _transaction(data: bytes) -> object:
    transaction = Transaction.parse(data)
    assert transaction.serialize() == data
    previous = PreviousTransaction.parse(data)
    assert previous.txid_bytes == transaction.txid_bytes
    assert [previous.output(i) for i in range(len(transaction.outputs))] == list(
        transaction.outputs
    )
    return transaction


def _descriptor(text: str) -> object:
    parsed = parse_descriptor(text)
    assert parse_descriptor(write_descriptor(parsed.policy)).policy == parsed.policy
    return parsed


def _miniscript(text: str) -> object:
    fragment, keys = read_miniscript(text)
    assert read_miniscript(write_miniscript(fragment, keys.__getitem__)) == (fragment, keys)
    return fragment


def _bytewords(text: str) -> object:
    data = read_minimal(text)
    assert write_minimal(data) == text.lower()
    return data


SIGNERS = make_wallet()
RECOVERY = recovery_wallet((1, 144))


def _review(data: bytes) -> object:
    """Every rule about a PSBT, beside a wallet; a review raises nothing."""
    psbt = read_psbt(data)
    return [review_psbt(psbt, wallet) for wallet in (SIGNERS.wallet, RECOVERY, None)]


def _differential(data: bytes) -> object:
    found = unexplained(data)
    assert not found, found
    return found


# formats


def _format(form: KeyFormat | WalletFormat, text: str) -> object:
    content = content_of(text, len(text.encode()))
    return form.read(content) if form.claims(content) else None


def _formats() -> Iterable[Target]:
    for key_format in KEY_FORMATS:
        yield Target(f"key-{key_format.name}", _text(partial(_format, key_format)))
    for wallet_format in WALLET_FORMATS:
        yield Target(f"wallet-{wallet_format.name}", _text(partial(_format, wallet_format)))


def _cbor(data: bytes) -> object:
    value = read_cbor(data)
    assert read_cbor(write_cbor(value)) == value
    return value


def _backup(data: bytes) -> object:
    written = bip138.write_backup(bip138.read_backup(data))
    assert bip138.write_backup(bip138.read_backup(written)) == written
    return written


def _policy_388(text: str) -> object:
    template, *keys = text.split("\n")
    return read_policy(template, keys)


def _encrypted_record(text: str) -> object:
    return read_encrypted(text) if looks_encrypted(text) else None


def _names(text: str) -> object:
    return safe_name(text), slug(text)


def _proof(text: str) -> object:
    return bip322.read_proof(text), bip322.decode_signature(text)


# transports


def _assembler(make: Callable[[], Assembler], text: str) -> object:
    """Parts in the lines of a text; a part that is refused leaves the others as they were."""
    assembler, refused = make(), 0
    for part in text.split("\n"):
        before = assembler.progress
        try:
            assembler.take(part)
        except QrError:
            refused += 1
            assert assembler.progress == before
    return assembler.progress, assembler.payload, refused


def _joining(text: str) -> object:
    joining, refused = Joining(), 0
    for part in text.split("\n"):
        try:
            joining.take(Code.of_text(part))
        except StrongroomError:
            refused += 1
    return joining.payload, refused


# vault


def _header(data: bytes) -> object:
    header = read_header(data)
    assert write_header(header) == data
    return header


def _envelope(data: bytes) -> object:
    sealed = envelope.parse(data)
    return sealed.size, sealed.digest


def _rows(data: bytes) -> object:
    return Rows.decode(data).encode()


ROWS = (records, past_records, rules_records, provenance)
"""Where the kinds of records are made; each is then one of ``Record``'s own."""

RECORDS = tuple(sorted(Record.__subclasses__(), key=lambda kind: kind.__name__))


def _record(text: str) -> object:
    value = parse_json(text)
    return [_as(kind, value) for kind in RECORDS] if isinstance(value, Mapping) else None


def _as(kind: type[Record], value: Mapping) -> object:
    try:
        return kind.from_json(value)
    except StrongroomError as error:
        return error.code


def _draft(text: str) -> object:
    value = parse_json(text)
    return set_up_json.from_json(value) if isinstance(value, dict) else None


def _frame(data: bytes) -> object:
    value = unpack(data)
    assert unpack(frame(value)[4:]) == value
    return value


TARGETS: tuple[Target, ...] = (
    Target("psbt", _psbt, is_psbt=True),
    Target("psbt-text", decode_psbt),
    Target(
        COMPARISON,
        _differential,
        seconds=5.0,
        memory=1024 * MEBIBYTE,  # the others' too
        is_psbt=True,
        is_slow=True,
    ),
    Target("psbt-returned", lambda data: read_returned(Returned("file", data)), is_psbt=True),
    Target("review", _review, seconds=5.0, is_psbt=True, is_slow=True),
    Target("transaction", _transaction),
    Target("descriptor", _text(_descriptor)),
    Target("key-expression", _text(parse_key_expression)),
    Target("key-origin", _text(parse_origin)),
    Target("derivation-path", _text(DerivationPath.parse)),
    Target("extended-key", _text(ExtendedPublicKey.parse)),
    Target("address", _text(read_address)),
    Target("bytewords", _text(_bytewords)),
    *_formats(),
    Target("recognise", recognise),
    Target("open", lambda data: open_anything(data, name="file"), seconds=5.0, is_slow=True),
    Target("json", _text(parse_json)),
    Target("cbor", _cbor),
    Target("ur", _text(read_ur)),
    Target("bip138", _backup),
    Target("bip138-items", bip138_items.read_items),
    Target("bip322", _text(_proof)),
    Target("bip329", _text(read_labels)),
    Target("bip388", _text(_policy_388)),
    Target("bsms-encrypted", _text(_encrypted_record)),
    Target("bsms-open", lambda data: open_record(data, "a54044308ceac9b7")),
    Target("payment-request", _text(read_payment_request)),
    Target("signed-message", _text(read_signed_message)),
    Target("encrypted-wallet", _text(program_that_encrypted)),
    Target("secrets", search_secrets),
    Target("text", decode_text),
    Target("names", _text(_names)),
    Target("qr-ur", _text(partial(_assembler, UrAssembler))),
    Target("qr-ur1", _text(read_bc32)),
    Target("qr-bbqr", _text(partial(_assembler, BbqrAssembler))),
    Target("qr-specter", _text(partial(_assembler, SpecterAssembler))),
    Target("qr-plain", _text(partial(_assembler, PlainAssembler))),
    Target("qr-base43", _text(decode_base43)),
    Target("qr-unwrap", _text(unwrap)),
    Target("qr-joining", _text(_joining)),
    Target("vault-header", _header),
    Target("vault-envelope", _envelope),
    Target("vault-rows", _rows),
    Target("vault-records", _text(_record)),
    Target("recovery-key", _text(RecoveryKey.read)),
    Target("set-up-draft", _text(_draft)),
    Target("worker-frame", _frame, refuses=(ValueError,)),
    Target("miniscript", _text(_miniscript)),
    Target("log-chain", read_log),
)


def addressed(target: Target, data: bytes) -> bytes:
    """``data`` behind the byte that says for which target it is."""
    return bytes([TARGETS.index(target)]) + data


def addressee(data: bytes) -> tuple[Target, bytes]:
    """The target that the first byte names, and the rest."""
    return TARGETS[data[0] % len(TARGETS) if data else 0], data[1:]
