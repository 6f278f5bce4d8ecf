"""A review as a value: what the window, the terminal and the paper show."""

from dataclasses import dataclass

from strongroom.engines.own_scripts import Place
from strongroom.model.derivation import DerivationPath
from strongroom.model.finding import Finding, Severity
from strongroom.model.locks import RelativeLock, Tip
from strongroom.model.transaction import FINAL_SEQUENCE, OutPoint
from strongroom.review.ages import PathOpens
from strongroom.review.history import Nonce
from strongroom.review.replacement import Replacement
from strongroom.review.views import OutputRole


@dataclass(frozen=True, slots=True)
class SignedBy:
    """A cosigner by its place in the policy; ``fingerprint`` is None where nobody told it."""

    cosigner: int
    fingerprint: bytes | None


@dataclass(frozen=True, slots=True)
class InputSignature:
    """A good signature at an input: whose it is, by which key, and for which way to spend.

    ``derivation`` leads to the key from the cosigner's master key or, where nobody told its
    ``fingerprint``, from the key in the wallet. ``path`` is the way that the key belongs to, and
    ``counts`` says whether the input is spent in that way.
    """

    cosigner: int
    fingerprint: bytes | None
    derivation: DerivationPath
    path: int
    counts: bool


@dataclass(frozen=True, slots=True)
class ReviewedInput:
    """One input. ``amount`` is in satoshi, None where it is not proven; ``address`` is where its
    coin lies, None where that is not known or has no address.

    ``place`` is where it lies in the wallet, ``mine`` whether it does. ``signatures`` are those
    that verify, and ``nonces`` what a later review has to know of them. ``path`` is the way it is
    spent: 0 the usual one, then the recovery paths by their delay; ``age`` the blocks for which its
    coin must be confirmed. ``confirmed`` is the height of the coin's block, None where nobody told
    it, and ``opens`` says when the recovery paths open, where that and the newest block are known.
    ``lock`` is the relative lock of its ``sequence``, None where it has none or without effect.
    """

    index: int
    outpoint: OutPoint
    address: str | None
    amount: int | None
    mine: bool
    place: Place | None
    sequence: int
    signatures: tuple[InputSignature, ...]
    findings: tuple[Finding, ...]
    nonces: tuple[Nonce, ...] = ()
    path: int = 0
    age: int = 0
    confirmed: int | None = None
    opens: tuple[PathOpens, ...] = ()
    lock: RelativeLock | None = None

    @property
    def counted(self) -> tuple[InputSignature, ...]:
        """The signatures for the way it is spent."""
        return tuple(each for each in self.signatures if each.counts)


@dataclass(frozen=True, slots=True)
class FalseClaim:
    """What false change says it is: ``address`` is the wallet's own at the ``place`` it names.

    ``kept`` says of each cosigner, in the order of the policy, whether their key of that place
    stands behind the output, ``strangers`` how many other keys do, and ``threshold`` how many of
    them sign for it (None for another form of script). ``kept`` is empty where the file does not
    show the script that the output pays.
    """

    place: Place
    address: str
    kept: tuple[bool, ...] = ()
    strangers: int = 0
    threshold: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewedOutput:
    """One output. ``address`` is None for a script that has no address form.

    ``claim`` is there where the output is false change that names a place in the wallet.
    """

    index: int
    address: str | None
    script_pubkey: bytes
    amount: int
    kind: OutputRole
    place: Place | None
    findings: tuple[Finding, ...]
    claim: FalseClaim | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Satoshi, of this wallet's own inputs and outputs only; None where an amount is not proven."""

    own_inputs: int | None
    own_outputs: int

    @property
    def net(self) -> int | None:
        """What leaves the wallet, fee included; negative where it gains."""
        return None if self.own_inputs is None else self.own_inputs - self.own_outputs


@dataclass(frozen=True, slots=True)
class Review:
    """Everything found about one PSBT. ``findings`` is complete, the heaviest first.

    ``fee`` is in satoshi and ``fee_rate`` in sat/vB, None while an amount is not proven. ``txid``
    is the unsigned transaction's, and final unless an input still gets a scriptSig. ``digest`` is
    what two people compare to know that they review the same; None while an amount is not proven.
    ``threshold`` is None without a wallet. ``signed_by`` are the cosigners with a good signature at
    every input of ours, ``missing`` is how many more signers the input with the fewest needs.
    ``replacements`` lay the payment beside others of the same coins.
    ``tip`` is the newest block that somebody spoke of, which tells about when others come.
    """

    verdict: Severity
    findings: tuple[Finding, ...]
    psbt_version: int
    inputs: tuple[ReviewedInput, ...]
    outputs: tuple[ReviewedOutput, ...]
    totals: Totals
    fee: int | None
    fee_rate: float | None
    vsize: int
    txid: str
    txid_final: bool
    digest: bytes | None
    locktime: int
    rbf: bool
    threshold: int | None
    signed_by: tuple[SignedBy, ...]
    missing: int
    complete: bool
    replacements: tuple[Replacement, ...] = ()
    tip: Tip | None = None

    @property
    def heeds_locktime(self) -> bool:
        """Whether any input lets the locktime take effect."""
        return any(entry.sequence != FINAL_SEQUENCE for entry in self.inputs)
