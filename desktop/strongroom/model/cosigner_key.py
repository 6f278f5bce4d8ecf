"""A cosigner's key, where it comes from, and which branches of it a wallet uses."""

from dataclasses import dataclass, field

from strongroom.model.derivation import HARDENED, KeyOrigin
from strongroom.model.errors import PolicyError, ReadError
from strongroom.model.extended_key import ExtendedPublicKey


@dataclass(frozen=True, slots=True)
class CosignerKey:
    """One cosigner's extended public key and where it comes from.

    ``origin`` is None where the source named none. ``device`` is the maker's word, if known.
    """

    xpub: ExtendedPublicKey
    origin: KeyOrigin | None = None
    name: str = field(default="", compare=False)
    device: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.origin is not None:
            _check_origin(self.xpub, self.origin)

    @property
    def fingerprint(self) -> bytes | None:
        """The master key's fingerprint, or None where nobody told it."""
        return self.origin.fingerprint if self.origin and self.origin.is_known else None


@dataclass(frozen=True, slots=True)
class Branches:
    """The unhardened steps between a cosigner's key and an address index.

    ``change`` is None in a wallet whose change goes to its only branch.
    """

    receive: tuple[int, ...] = (0,)
    change: tuple[int, ...] | None = (1,)

    def __post_init__(self) -> None:
        steps = self.receive + (self.change or ())
        if any(not 0 <= step < HARDENED for step in steps):
            raise PolicyError("key-malformed", "a public key has no hardened children")
        if self.change is not None and not _differ_once(self.receive, self.change):
            raise PolicyError(
                "branches-crossed", "receive and change branch must differ in one step"
            )


@dataclass(frozen=True, slots=True)
class PolicyKey:
    """A cosigner's key with the branches this wallet uses of it."""

    key: CosignerKey
    branches: Branches = field(default_factory=Branches)


def _check_origin(xpub: ExtendedPublicKey, origin: KeyOrigin) -> None:
    """An origin must lead to the key it stands before (BIP-32's depth, child number, parent)."""
    steps = origin.path.steps
    if xpub.depth != len(steps):
        raise ReadError(
            "key-malformed",
            f"the key lies {xpub.depth} steps deep, its path has {len(steps)}",
            depth=xpub.depth,
            steps=len(steps),
        )
    if steps and xpub.child_number != steps[-1]:
        raise ReadError("key-malformed", "the key's child number is not its path's last step")
    if not origin.is_known:
        return
    if not steps and origin.fingerprint != xpub.fingerprint:
        raise ReadError("key-malformed", "the fingerprint is not this root key's")
    if len(steps) == 1 and origin.fingerprint != xpub.parent_fingerprint:
        raise ReadError("key-malformed", "the fingerprint is not this key's parent's")


def _differ_once(receive: tuple[int, ...], change: tuple[int, ...]) -> bool:
    if len(receive) != len(change):
        return False
    return sum(a != b for a, b in zip(receive, change, strict=True)) == 1
