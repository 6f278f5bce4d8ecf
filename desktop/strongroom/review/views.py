"""Inputs and outputs as the review sees them: what is claimed, and what is known instead."""

from dataclasses import dataclass
from enum import Enum

from strongroom.engines.own_scripts import Place
from strongroom.model.psbt import PsbtInput, PsbtOutput
from strongroom.model.scripts import OutputKind
from strongroom.model.transaction import TxInput, TxOutput
from strongroom.review.opening import Opening
from strongroom.review.signature_check import SignatureState


@dataclass(frozen=True, slots=True)
class CheckedSignature:
    """A signature and what it is worth.

    ``is_final`` says that it stands in finished scripts, which do not tell whose it is;
    ``public_key`` is empty where no key made it.
    """

    public_key: bytes
    signature: bytes
    state: SignatureState
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class InputView:
    """One input.

    ``spent`` is the output it spends on the PSBT's word; ``amount`` (satoshi) is set only where
    that word is proven. ``place`` is where the spent script lies in the wallet, if it is ours;
    ``keys`` are then all of its keys, and ``cosigners`` says of each whose it is. ``address`` is
    None where there is none, or no wallet that says of which network.
    """

    index: int
    tx_input: TxInput
    said: PsbtInput
    spent: TxOutput | None
    amount: int | None
    place: Place | None
    opening: Opening | None
    keys: tuple[bytes, ...] = ()
    cosigners: tuple[int, ...] = ()
    signatures: tuple[CheckedSignature, ...] = ()
    address: str | None = None

    @property
    def where(self) -> str:
        return f"input {self.index}"

    @property
    def is_ours(self) -> bool:
        return self.place is not None

    @property
    def is_final(self) -> bool:
        """Whether it carries finished scripts."""
        return bool(self.said.final_script_sig or self.said.final_script_witness)

    @property
    def counted_keys(self) -> frozenset[bytes]:
        """The keys whose good signatures count in the way it is spent."""
        ways, good = self.opening.ways if self.opening else None, self.good_keys
        able = ways.keys_of(ways.path_of(good)) if ways else self.keys
        return good.intersection(able)

    @property
    def signers(self) -> tuple[int, ...]:
        """The cosigners whose signatures count in the way it is spent, by their place."""
        counted, pairs = self.counted_keys, zip(self.keys, self.cosigners, strict=True)
        return tuple(sorted({of for key, of in pairs if key in counted}))

    @property
    def good_keys(self) -> frozenset[bytes]:
        """The keys with a good signature."""
        return frozenset(s.public_key for s in self.signatures if s.state is SignatureState.GOOD)

    @property
    def missing(self) -> int:
        """How many more signatures it takes."""
        if self.opening is None or self.opening.is_opened_by(self.good_keys):
            return 0
        return max(self.opening.threshold - len(self.signers), 0)

    def cosigner_of(self, public_key: bytes) -> int | None:
        """Whose key this is, by the cosigner's place; None for a key that is not ours."""
        return dict(zip(self.keys, self.cosigners, strict=True)).get(public_key)


class OutputRole(Enum):
    """What an output is to the wallet; the value is the word of the command line."""

    PAYMENT = "payment"
    CHANGE = "change"
    SELF = "self"
    DATA = "data"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OutputView:
    """One output.

    ``place`` is where its script lies in the wallet, however far out. What lies too far out to be
    found again is a payment, not change. ``address`` is None where there is none, or no wallet that
    says of which network.
    """

    index: int
    output: TxOutput
    said: PsbtOutput
    kind: OutputKind
    role: OutputRole
    place: Place | None
    keys: tuple[bytes, ...] = ()
    address: str | None = None

    @property
    def where(self) -> str:
        return f"output {self.index}"

    @property
    def is_ours(self) -> bool:
        """Whether it counts as staying in the wallet."""
        return self.role in (OutputRole.CHANGE, OutputRole.SELF)
