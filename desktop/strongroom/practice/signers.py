"""Simulated signers: they sign on regtest what a real signer would, and refuse the rest."""

from dataclasses import dataclass
from enum import Enum

from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.engines.wallet_fields import own_input_fields
from strongroom.model.derivation import DerivationPath
from strongroom.model.policy import CosignerKey
from strongroom.model.psbt import PartialSignature, Psbt
from strongroom.model.psbt_edit import with_signatures
from strongroom.model.psbt_reader import decode_psbt, read_psbt
from strongroom.model.psbt_writer import InputFields, OutputFields, build_psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.sighash import (
    SIGHASH_ALL,
    SIGHASH_DEFAULT,
    SegwitHasher,
    legacy_sighash,
    taproot_sighash,
)
from strongroom.model.wallet import Wallet
from strongroom.practice.private_keys import (
    practice_fingerprint,
    practice_key,
    practice_schnorr_signature,
    practice_signature,
)
from strongroom.practice.signer_checks import (
    Member,
    SignerRefused,
    check_fee,
    check_inputs,
    check_network,
    check_outputs,
    check_xpubs,
    wallet_of,
)

__all__ = [
    "PracticeSigner",
    "ReturnForm",
    "SignedPsbt",
    "SignerRefused",
    "practice_signer",
    "practice_signers",
]

MAX_SIGNERS = 5
USUAL_SIGNERS = 3

ACCOUNT_PATHS = {
    ScriptType.P2SH: DerivationPath.parse("m/45h"),
    ScriptType.P2SH_P2WSH: DerivationPath.parse("m/48h/1h/0h/1h"),
    ScriptType.P2WSH: DerivationPath.parse("m/48h/1h/0h/2h"),
    ScriptType.P2TR: DerivationPath.parse("m/48h/1h/0h/3h"),
}
"""Where each script type's account lies (BIP-45, BIP-48)."""


class ReturnForm(Enum):
    """What a signer gives back: the PSBT with its signatures, or little more than these.

    SeedSigner, Krux and Specter-DIY trim: a version 0 PSBT without outputs spent and scripts.
    """

    FULL = "full"
    TRIMMED = "trimmed"


@dataclass(frozen=True, slots=True)
class SignedPsbt:
    """The binary PSBT that comes back, and at how many inputs the signer signed."""

    psbt: bytes
    signed_inputs: int


@dataclass(frozen=True, slots=True)
class PracticeSigner:
    """One of the practice signers; ``number`` starts at 1. Its private keys stay elsewhere."""

    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MAX_SIGNERS:
            raise SignerRefused(
                "signer-unknown",
                f"the practice signers are numbered 1 to {MAX_SIGNERS}",
                number=self.number,
                limit=MAX_SIGNERS,
            )

    @property
    def name(self) -> str:
        """What people call it."""
        return f"Practice signer {self.number}"

    @property
    def fingerprint(self) -> bytes:
        """Its master key's fingerprint."""
        return practice_fingerprint(self.number)

    def account_key(self, script_type: ScriptType) -> CosignerKey:
        """The extended public key it exports for wallets of a script type."""
        return practice_key(self.number, ACCOUNT_PATHS[script_type])

    def holds(self, key: CosignerKey) -> bool:
        """Whether a wallet's key is this signer's own, by fingerprint, path and key."""
        if key.origin is None or key.fingerprint != self.fingerprint:
            return False
        own = practice_key(self.number, key.origin.path)
        return own.xpub.to_bytes() == key.xpub.to_bytes()

    def sign(
        self, psbt: bytes, registered: Wallet | None = None, form: ReturnForm = ReturnForm.FULL
    ) -> SignedPsbt:
        """Sign every input of a PSBT (binary, base64 or hex) of a wallet it is a member of.

        Without a ``registered`` wallet it takes the one whose extended keys the PSBT holds, as
        signers do that keep no wallets. Raises ``SignerRefused`` and ``ReadError``.
        """
        read = read_psbt(decode_psbt(psbt))
        wallet = registered or wallet_of(read)
        check_network(wallet)
        check_xpubs(read, wallet)
        member = self._member(wallet)
        places = check_inputs(read, member)
        check_outputs(read, member)
        check_fee(read)
        made = {
            index: self._sign_input(read, index, place, member) for index, place in places.items()
        }
        signed = with_signatures(read, made)
        returned = _trimmed(signed) if form is ReturnForm.TRIMMED else signed
        return SignedPsbt(returned.original, len(made))

    def _member(self, wallet: Wallet) -> Member:
        """Which of the wallet's keys is this signer's own."""
        for key in wallet.policy.cosigners:
            if self.holds(key):
                return Member(wallet, key)
        message = f"{self.name} is no cosigner of this wallet"
        raise SignerRefused("own-key-missing", message, "wallet", signer=self.number)

    def _sign_input(
        self, psbt: Psbt, index: int, place: Place, member: Member
    ) -> list[PartialSignature]:
        """A signature by each of its keys there: a wallet with recovery paths has one for each."""
        if member.wallet.policy.script_type is ScriptType.P2TR:
            return self._sign_leaves(psbt, index, place, member)
        digest = _digest(psbt, index, place, member.wallet)
        keys = own_scripts(member.wallet).public_keys(place.branch, place.index)
        return [
            PartialSignature(
                keys[position],
                practice_signature(self.number, member.path_to(place, position), digest),
            )
            for position in member.positions
        ]

    def _sign_leaves(
        self, psbt: Psbt, index: int, place: Place, member: Member
    ) -> list[PartialSignature]:
        """A signature for each of taproot's scripts that it has a key in."""
        fields = own_input_fields(member.wallet, place).taproot
        spent = [psbt.spent_output(at) for at in range(len(psbt.inputs))]
        known = [output for output in spent if output is not None]
        if fields is None or len(known) < len(spent):
            raise SignerRefused("utxo-missing", "an output it spends is not told", f"input {index}")
        signed = []
        asked = psbt.inputs[index].sighash_type or SIGHASH_DEFAULT
        for position in member.positions:
            said = fields.derivations[position]
            leaf = said.leaf_hashes[0]
            digest = taproot_sighash(psbt.transaction, index, known, asked, leaf)
            path = member.path_to(place, position)
            signature = practice_schnorr_signature(self.number, path, digest)
            signature += bytes([asked]) if asked else b""
            signed.append(PartialSignature(said.public_key, signature, leaf))
        return signed


def practice_signer(number: int) -> PracticeSigner:
    """The practice signer of that number; raises ``SignerRefused`` with ``signer-unknown``."""
    return PracticeSigner(number)


def practice_signers(count: int = USUAL_SIGNERS) -> tuple[PracticeSigner, ...]:
    """The first ``count`` practice signers."""
    return tuple(PracticeSigner(number) for number in range(1, count + 1))


def _digest(psbt: Psbt, index: int, place: Place, wallet: Wallet) -> bytes:
    """What is signed: our own sighash of our own reading, over the wallet's own scripts."""
    scripts = own_scripts(wallet).scripts(place.branch, place.index)
    spent = psbt.spent_output(index)
    if scripts.witness_script is not None and spent is not None:
        hasher = SegwitHasher(psbt.transaction)
        return hasher.sighash(index, scripts.witness_script, spent.amount, SIGHASH_ALL)
    return legacy_sighash(psbt.transaction, index, scripts.redeem_script or b"", SIGHASH_ALL)


def _trimmed(psbt: Psbt) -> Psbt:
    inputs = [InputFields(partial_signatures=entry.partial_signatures) for entry in psbt.inputs]
    return build_psbt(psbt.transaction, inputs, [OutputFields() for _ in psbt.outputs])
