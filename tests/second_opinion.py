"""Whether signatures in a PSBT verify, by two chains of libraries that share nothing.

embit reads the PSBT, makes its own sighash and asks libsecp256k1. btclib makes one from our
transaction, over which OpenSSL verifies ECDSA, and the Python of ``ecc`` Schnorr's signatures.
Finished inputs are run by Bitcoin Core's engine, and by btclib's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO

from btclib.exceptions import BTClibValueError
from btclib.script import sig_hash
from btclib.script.engine import verify_input
from btclib.tx.tx import Tx
from btclib.tx.tx_out import TxOut
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256K1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from ecc.ecc import ssa
from embit.ec import PublicKey, SchnorrSig, Signature
from embit.psbt import PSBT as EmbitPsbt
from embit.script import Script

from strongroom.engines.kernel import verify_scripts
from strongroom.model.psbt import PartialSignature, Psbt
from strongroom.model.psbt_version import to_version
from strongroom.model.taproot import leaf_hash
from strongroom.model.transaction import Transaction, TxOutput

_NO_SEPARATOR = b"\xff\xff\xff\xff"
_UNKNOWN = TxOutput(0, b"")


def signatures(psbt: Psbt) -> Iterator[tuple[int, PartialSignature]]:
    """Every loose signature with its input; that for an output key of taproot stands under it."""
    for index, entry in enumerate(psbt.inputs):
        yield from ((index, given) for given in entry.partial_signatures)
        spent = psbt.spent_output(index)
        if entry.taproot_key_signature is not None and spent is not None:
            yield index, PartialSignature(spent.script_pubkey[2:], entry.taproot_key_signature)


def embit_verifies(
    psbt: Psbt, index: int, given: PartialSignature, leaves: Iterable[bytes] = ()
) -> bool:
    """By its own reading and sighash, and libsecp256k1.

    ``leaves`` are scripts of taproot beside those that the PSBT tells; some signers leave them out.
    """
    theirs = EmbitPsbt.read_from(BytesIO(to_version(psbt, 0).original))
    sighash_type = _sighash_type(given)
    if not _is_schnorr(given):
        signature = Signature.parse(given.signature[:-1])
        digest = theirs.sighash(index, sighash_type)
        return bool(PublicKey.parse(given.public_key).verify(signature, digest))
    told = {}
    if given.leaf_hash:
        own = [value[:-1] for value in theirs.inputs[index].taproot_scripts.values()]
        script = next(each for each in (*own, *leaves) if leaf_hash(each) == given.leaf_hash)
        told = {"ext_flag": 1, "script": Script(script)}
    digest = theirs.sighash(index, sighash_type, **told)
    key = PublicKey.from_xonly(given.public_key)
    return bool(key.schnorr_verify(SchnorrSig(given.signature[:64]), digest))


def btclib_verifies(psbt: Psbt, index: int, given: PartialSignature) -> bool:
    """By btclib's sighash, and OpenSSL or Python."""
    if _is_schnorr(given):
        digest = _taproot_sighash(psbt, index, given)
        return ssa.verify_(digest, given.public_key, given.signature[:64])
    key = EllipticCurvePublicKey.from_encoded_point(SECP256K1(), given.public_key)
    digest = _sighash(psbt, index, _sighash_type(given))
    try:
        key.verify(given.signature[:-1], digest, ECDSA(Prehashed(SHA256())))
    except InvalidSignature:
        return False
    return True


def core_runs(psbt: Psbt, index: int) -> bool:
    """Whether Bitcoin Core's engine takes what a finished input shows."""
    spent = [(output.amount, output.script_pubkey) for output in _spent(psbt)]
    return verify_scripts(_with_final_scripts(psbt).serialize(), spent).inputs[index]


def btclib_runs(psbt: Psbt, index: int) -> bool:
    """Whether btclib's engine does."""
    transaction = Tx.parse(_with_final_scripts(psbt).serialize())
    try:
        verify_input(_theirs(_spent(psbt)), transaction, index)
    except BTClibValueError:
        return False
    return True


def _is_schnorr(given: PartialSignature) -> bool:
    return len(given.public_key) == 32


def _sighash_type(given: PartialSignature) -> int:
    return 0 if len(given.signature) == 64 and _is_schnorr(given) else given.signature[-1]


def _sighash(psbt: Psbt, index: int, sighash_type: int) -> bytes:
    """By the scripts that the PSBT tells, over our transaction."""
    transaction = Tx.parse(psbt.transaction.serialize())
    entry, spent = psbt.inputs[index], psbt.spent_output(index)
    assert spent is not None
    inner = entry.redeem_script or spent.script_pubkey
    if entry.witness_script is not None:
        code = entry.witness_script
    elif inner[:2] == b"\x00\x14":
        code = b"\x76\xa9\x14" + inner[2:] + b"\x88\xac"
    else:
        return sig_hash.legacy(inner, transaction, index, sighash_type)
    return sig_hash.segwit_v0(code, transaction, index, sighash_type, spent.amount)


def _taproot_sighash(psbt: Psbt, index: int, given: PartialSignature) -> bytes:
    extension = given.leaf_hash + b"\0" + _NO_SEPARATOR if given.leaf_hash else b""
    return sig_hash.taproot(
        Tx.parse(psbt.transaction.serialize()),
        index,
        _theirs(_spent(psbt)),
        _sighash_type(given),
        int(bool(given.leaf_hash)),
        b"",
        extension,
    )


def _spent(psbt: Psbt) -> list[TxOutput]:
    """What all inputs spend; something worthless where nobody tells."""
    return [psbt.spent_output(index) or _UNKNOWN for index in range(len(psbt.inputs))]


def _theirs(outputs: Sequence[TxOutput]) -> list[TxOut]:
    return [TxOut(output.amount, output.script_pubkey) for output in outputs]


def _with_final_scripts(psbt: Psbt) -> Transaction:
    inputs = tuple(
        replace(
            spent,
            script_sig=entry.final_script_sig or b"",
            witness=entry.final_script_witness or (),
        )
        for spent, entry in zip(psbt.transaction.inputs, psbt.inputs, strict=True)
    )
    return replace(psbt.transaction, inputs=inputs)
