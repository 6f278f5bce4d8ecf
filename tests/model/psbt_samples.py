"""A PSBT of a 2-of-3 wallet, made by us, for tests of what reads and changes PSBTs."""

from embit.bip32 import HDKey
from embit.ec import PrivateKey

from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import GlobalXpub, KeyDerivation, PartialSignature, Psbt
from strongroom.model.psbt_writer import InputFields, OutputFields, build_psbt
from strongroom.model.scripts import multisig_script, p2wsh
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput

KEYS = tuple(PrivateKey(bytes([number]) * 32) for number in (1, 2, 3))
PUBLIC_KEYS: tuple[bytes, ...] = tuple(key.get_public_key().sec() for key in KEYS)
SCRIPT = multisig_script(2, PUBLIC_KEYS)
OURS = p2wsh(SCRIPT)
THEIRS = b"\x00\x14" + b"\x55" * 20
PATH = (0x80000030, 0x80000000, 0x80000000, 0x80000002, 0, 7)
DERIVATIONS = tuple(KeyDerivation(key, key[1:5], PATH) for key in PUBLIC_KEYS)
SIGNATURE = PartialSignature(PUBLIC_KEYS[0], b"\x30\x06\x02\x01\x01\x02\x01\x01\x01")


def xpub(number: int) -> GlobalXpub:
    root = HDKey.from_seed(bytes([number]) * 16)
    account = root.derive("m/48h/0h/0h/2h").to_public()
    return GlobalXpub(account.serialize(), root.my_fingerprint, PATH[:4])


def funding(number: int, amount: int = 100_000) -> Transaction:
    """A signed segwit transaction whose output 1 is ours."""
    spent = TxInput(OutPoint(number.to_bytes(32, "big"), 0), witness=(b"\x01" * 72, b"\x02" * 33))
    return Transaction(2, (spent,), (TxOutput(5_000, THEIRS), TxOutput(amount, OURS)), 0)


def unsigned(count: int = 2) -> Transaction:
    inputs = [TxInput(outpoint(number), sequence=0xFFFF_FFFD) for number in range(1, count + 1)]
    outputs = (TxOutput(150_000, THEIRS), TxOutput(49_000, OURS))
    return Transaction(2, tuple(inputs), outputs, 840_000)


def outpoint(number: int) -> OutPoint:
    return OutPoint(funding(number).txid_bytes, 1)


def input_fields(number: int) -> InputFields:
    paid = funding(number)
    return InputFields(
        previous_transaction=PreviousTransaction.parse(paid.serialize()),
        witness_utxo=paid.outputs[1],
        witness_script=SCRIPT,
        derivations=DERIVATIONS,
    )


def output_fields() -> tuple[OutputFields, OutputFields]:
    return OutputFields(), OutputFields(witness_script=SCRIPT, derivations=DERIVATIONS)


def sample(count: int = 2) -> Psbt:
    fields = [input_fields(number) for number in range(1, count + 1)]
    return build_psbt(unsigned(count), fields, output_fields(), [xpub(1), xpub(2), xpub(3)])


def sample_spending(*fields: InputFields) -> Psbt:
    """The sample with other input fields and without extended keys."""
    return build_psbt(unsigned(len(fields)), fields, output_fields())
