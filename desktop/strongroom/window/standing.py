"""How wallets and payments stand, as rail and home show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from strongroom.window.session import Session
from strongroom.window.widgets.quorum import QuorumState, SlotState
from strongroom.window.widgets.sign import SignKind
from strongroom.words.marker import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    # The first window needs none of it.
    from strongroom.vault.records import DraftRecord
    from strongroom.workflows.keeping import KeptPayment, KeptWallet
    from strongroom.workflows.known_coins import NearCoins

    Need = NearCoins | DraftRecord | KeptPayment | KeptWallet
    """Coins near a recovery path, a set-up that was begun, a payment under way, or a wallet whose
    keys nobody compared."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``word`` is still to be translated."""

    sign: SignKind
    word: str


_COMPARED = Standing(SignKind.SAID, QT_TRANSLATE_NOOP("Rail", "Compared"))
_NOT_COMPARED = Standing(SignKind.LOOK, QT_TRANSLATE_NOOP("Rail", "Not compared"))


def wallet_standing(kept: KeptWallet) -> Standing:
    return _COMPARED if kept.is_compared else _NOT_COMPARED


def needs(session: Session) -> tuple[Need, ...]:
    """What waits for somebody, the most urgent first."""
    known = {kept.row for kept in session.wallets}
    payments = [one for one in session.under_way if one.wallet_row in known]
    drafts = _set_ups(session.drafts)
    wallets = [kept for kept in session.wallets if not kept.is_compared]
    return (*session.near, *payments, *drafts, *wallets)


def _set_ups(drafts: Sequence[DraftRecord]) -> list[DraftRecord]:
    if not drafts:
        return []
    from strongroom.workflows.set_up_flow import FLOW

    return [one for one in drafts if one.flow == FLOW]


def signed_slots(kept: KeptWallet, payment: KeptPayment) -> QuorumState:
    """Who has signed a payment, and for whom it was saved."""
    states = {one.fingerprint: SlotState.HALF for one in payment.record.saved}
    states |= {one.fingerprint: SlotState.FULL for one in payment.record.signed}
    slots = tuple(states.get(each, SlotState.HOLLOW) for each in _fingerprints(kept))
    return QuorumState(slots, kept.wallet.policy.threshold)


def missing_names(kept: KeptWallet, payment: KeptPayment) -> tuple[str, ...]:
    """The cosigners who have not signed."""
    slots = signed_slots(kept, payment).slots
    names = kept.names(QCoreApplication.translate)
    return tuple(
        name for name, slot in zip(names, slots, strict=True) if slot is not SlotState.FULL
    )


def payment_quorum(kept: KeptWallet, under_way: Sequence[KeptPayment]) -> QuorumState:
    """A wallet's slots, with the signatures of its latest payment under way."""
    own = [one for one in under_way if one.wallet_row == kept.row]
    if own:
        return signed_slots(kept, own[0])
    policy = kept.wallet.policy
    return QuorumState((SlotState.HOLLOW,) * len(policy.keys), policy.threshold)


def _fingerprints(kept: KeptWallet) -> tuple[str, ...]:
    origins = (key.origin for key in kept.wallet.policy.cosigners)
    return tuple(origin.fingerprint.hex() if origin else "" for origin in origins)
