"""A payment in words: its title, how it stands, and what its picture shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication, QObject

from strongroom.model.finding import Severity
from strongroom.practice.signers import PracticeSigner
from strongroom.review.owner_rules import OWNERS_CODES
from strongroom.review.result import Review, ReviewedInput, ReviewedOutput
from strongroom.review.views import OutputRole
from strongroom.vault.contacts import GivenAddress
from strongroom.vault.records import CosignerRecord
from strongroom.window.look import Unit
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.transaction_state import EndKind, TransactionEnd, TransactionState
from strongroom.words.amounts import date_in_words, fee_rate, grouped_address
from strongroom.words.contact_words import given_line
from strongroom.words.cosigner_names import told_apart
from strongroom.workflows.keeping import KeptWallet
from strongroom.workflows.payment import PaymentUnderWay, blocking, may_sign, open_warnings
from strongroom.workflows.payment_labels import PaymentLabels
from strongroom.workflows.practice_signing import practice_signers_of

_OWN = (OutputRole.CHANGE, OutputRole.SELF)
_FALSE_CHANGE = "change-foreign"


class Stage(Enum):
    """What a payment waits for: nothing any more, since it is stopped; somebody to read the
    warnings; signatures; to be finished; nothing, since it is."""

    BLOCKED = "blocked"
    WARNED = "warned"
    SIGNING = "signing"
    COMPLETE = "complete"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Cosigner:
    """One who can sign, as people call them; ``position`` is the key's in the policy.

    ``fingerprint`` is the master key's as the devices show it, empty where nobody told it;
    ``practice_signer`` is the one whose key it is, None for any other.
    """

    position: int
    name: str
    device: str
    fingerprint: str = ""
    practice_signer: PracticeSigner | None = None

    @property
    def is_named_by_device(self) -> bool:
        """Whether the name says already what is known of the device."""
        return self.device.casefold() in self.name.casefold()

    @property
    def signs_here(self) -> bool:
        """Whether it is a practice signer and nothing else: nobody said that it plays a device."""
        return self.practice_signer is not None and not self.device


def stage_of(payment: PaymentUnderWay, *, is_finished: bool) -> Stage:
    if payment.is_blocked:
        return Stage.BLOCKED
    if is_finished:
        return Stage.FINISHED
    if not may_sign(payment):
        return Stage.WARNED
    return Stage.COMPLETE if payment.review.complete else Stage.SIGNING


def cosigners_of(payment: PaymentUnderWay, kept: KeptWallet | None) -> tuple[Cosigner, ...]:
    """The cosigners in the order of the policy; names that repeat have the
    fingerprint beside them."""
    keys = payment.wallet.policy.cosigners
    said = kept.record.cosigners if kept is not None else ()
    records = said or tuple(CosignerRecord(key.name, key.device) for key in keys)
    prints = [key.fingerprint for key in keys]
    names = told_apart([record.name for record in records], prints, QCoreApplication.translate)
    shown = [grouped_address(each.hex().upper()) if each else "" for each in prints]
    practice = practice_signers_of(payment.wallet)
    return tuple(
        Cosigner(
            number,
            names[number],
            record.device,
            shown[number],
            practice.get(number),
        )
        for number, record in enumerate(records)
    )


def is_own(output: ReviewedOutput) -> bool:
    """Whether an output comes back to the wallet."""
    return output.kind in _OWN


def is_false(output: ReviewedOutput) -> bool:
    """Whether an output is said to come back, and would not."""
    return not is_own(output) and any(found.code == _FALSE_CHANGE for found in output.findings)


class PaymentWords(QObject):
    """Sentences about a payment; amounts are in ``unit``."""

    def __init__(self, unit: Unit) -> None:
        super().__init__()
        self._unit = unit

    def title(self, payment: PaymentUnderWay, labels: PaymentLabels) -> str:
        """Whom or how much it pays."""
        paid = [one for one in payment.review.outputs if not is_own(one) and not is_false(one)]
        if len(paid) == 1 and (payee := labels.outputs[paid[0].index]):
            return self.tr("Payment to {payee}").format(payee=payee)
        if not paid:
            name = payment.wallet.name
            return self.tr("Coins of {wallet}, moved").format(wallet=name)
        amount = self._unit.write(sum(one.amount for one in paid))
        return self.tr("Payment of {amount}").format(amount=amount)

    def state(self, payment: PaymentUnderWay, stage: Stage) -> str:
        """How it stands, in one line."""
        match stage:
            case Stage.BLOCKED:
                return self._stopped(payment)
            case Stage.WARNED:
                return self._warned(len(open_warnings(payment)))
            case Stage.SIGNING:
                return self._missing(payment.review.missing)
            case Stage.COMPLETE:
                return self.tr("Every signature it needs is there and was checked. Finish it now.")
            case Stage.FINISHED:
                return self.tr("Finished: every signature and every script was checked.")

    def _stopped(self, payment: PaymentUnderWay) -> str:
        if not payment.may_be_kept:
            return self.tr("Stopped. Signing, saving for a signer and finishing are off.")
        times = [found.facts.get("until") for found in blocking(payment.review)]
        known = [until for until in times if isinstance(until, int)]
        if len(known) < len(times):
            return self.tr("Stopped by this wallet’s own rules. Nothing goes to a signer.")
        moment = date_in_words(max(known))
        said = self.tr("Stopped by this wallet’s own rules until {moment}.")
        return said.format(moment=moment)

    def _warned(self, number: int) -> str:
        if number == 1:
            return self.tr("Reviewed: one warning waits for your answer.")
        return self.tr("Reviewed: %n warnings wait for your answer.", "", number)

    def _missing(self, number: int) -> str:
        if number == 1:
            return self.tr("Reviewed. One more signature completes it.")
        return self.tr("Reviewed. %n more signatures complete it.", "", number)

    def standing(self, stage: Stage) -> tuple[str, SignKind]:
        """What holds for what was reviewed and what is signed."""
        match stage:
            case Stage.BLOCKED:
                return self.tr("Nothing of this file goes to a signer."), SignKind.STOPS
            case Stage.FINISHED:
                return self.tr("What was signed is exactly what was reviewed."), SignKind.SEEN
            case Stage.WARNED:
                said = self.tr("Nothing goes to a signer before the warnings are answered.")
                return said, SignKind.LOOK
            case _:
                said = self.tr(
                    "This exact payment goes to the signer. What comes back is held to it."
                )
                return said, SignKind.SEEN

    def signer(self, cosigner: Cosigner) -> str:
        """What people call a cosigner's signer."""
        if cosigner.is_named_by_device:
            return cosigner.name
        return self.tr("{name}’s {device}").format(name=cosigner.name, device=cosigner.device)

    def saving(self, cosigner: Cosigner) -> str:
        """The words of the button that saves the payment for a signer."""
        return self.tr("Save for {signer}…").format(signer=self.signer(cosigner))

    def signing(self, cosigner: Cosigner, signer: PracticeSigner) -> str:
        """The words of the button that has a practice signer sign."""
        if cosigner.name == signer.name:
            return self.tr("Sign with {signer}").format(signer=signer.name)
        said = self.tr("Sign with {signer} ({name})")
        return said.format(signer=signer.name, name=cosigner.name)

    def when(self, moment: datetime) -> str:
        """A moment that has passed, in local time: *today, 14:06*."""
        local, today = moment.astimezone(), datetime.now().astimezone().date()
        time = f"{local:%H:%M}"
        if local.date() == today:
            return self.tr("today, {time}").format(time=time)
        if local.date() == today - timedelta(days=1):
            return self.tr("yesterday, {time}").format(time=time)
        return date_in_words(int(moment.timestamp()))

    def spends(self, number: int) -> str:
        return self.tr("Spends one coin") if number == 1 else self.tr("Spends %n coins", "", number)

    def coin(self, entry: ReviewedInput, label: str) -> str:
        """What a coin is called."""
        if not entry.mine:
            return self.tr("Not from this wallet")
        return label or self.tr("Coin %n", "", entry.index + 1)

    def heights_wanted(self) -> str:
        """Why a card asks for the heights of blocks."""
        return self.tr(
            "Nobody here asks a chain. Write the height of the newest block and of the one each "
            "coin came in, as your own node or a block explorer shows them. What you write is "
            "taken at your word, and kept with the wallet."
        )

    def output(self, output: ReviewedOutput, label: str = "") -> str:
        """What an output is, as the title of its address."""
        if is_false(output):
            return self.tr("Leaves this wallet")
        match output.kind:
            case OutputRole.CHANGE:
                return self.tr("Back to this wallet")
            case OutputRole.SELF:
                return self.tr("To a receiving address of this wallet")
            case OutputRole.DATA:
                return self.tr("Data, paid to nobody")
            case OutputRole.PAYMENT | OutputRole.UNKNOWN:
                return self.tr("Pays to {payee}").format(payee=label).strip()

    def output_note(self, output: ReviewedOutput, given: GivenAddress | None = None) -> str:
        """What is known of an output, and of its address where a contact gave it."""
        if is_false(output):
            return self.tr("Called change in the file, but not yours")
        if output.place is not None and is_own(output):
            return self.tr("Proven from your keys, address %n", "", output.place.index)
        if output.kind is OutputRole.DATA:
            return ""
        if given is not None:
            line = given_line(*given.said, QCoreApplication.translate)
            return self.tr("In your contacts: {line}").format(line=line)
        return self.tr("Read it with the receiver, group by group.")

    def picture(self, payment: PaymentUnderWay, labels: PaymentLabels) -> TransactionState:
        """Where the coins come from and where they go."""
        review = payment.review
        return TransactionState(
            payment.wallet.name,
            tuple(map(self._input_end, review.inputs, labels.coins)),
            tuple(map(self._output_end, review.outputs, labels.outputs)),
            review.fee,
            self._fee_note(review),
        )

    def _input_end(self, entry: ReviewedInput, label: str) -> TransactionEnd:
        kind = EndKind.OWN if entry.mine else EndKind.OTHER
        return TransactionEnd(kind, entry.amount, note=self.coin(entry, label))

    def _output_end(self, output: ReviewedOutput, label: str) -> TransactionEnd:
        title, amount = self.output(output), output.amount
        if is_false(output):
            note = self.output_note(output)
            return TransactionEnd(EndKind.BLOCKED, amount, title, note, SignKind.STOPS)
        if is_own(output):
            note = label or self.tr("Proven from your keys")
            return TransactionEnd(EndKind.OWN, amount, title, note, SignKind.SEEN)
        if output.kind is OutputRole.DATA:
            return TransactionEnd(EndKind.OTHER, amount, title)
        stops = [found for found in output.findings if found.severity >= Severity.BLOCK]
        if stops and all(found.code in OWNERS_CODES for found in stops):
            note = self.tr("Not on this wallet’s list")
            return TransactionEnd(EndKind.BLOCKED, amount, label or title, note, SignKind.STOPS)
        if stops:
            note = self.tr("Something is wrong with it")
            return TransactionEnd(EndKind.BLOCKED, amount, title, note, SignKind.STOPS)
        note = self.tr("The payment")
        # Never the ends of an address: another with the same ends is soon found.
        unnamed = self.tr("A payee without a name") if output.address else title
        return TransactionEnd(EndKind.OTHER, amount, label or unnamed, note)

    def _fee_note(self, review: Review) -> str:
        if review.fee is None or review.fee_rate is None:
            return self.tr("Not known, as an amount is not proven")
        rate = fee_rate(review.fee_rate)
        sent = sum(one.amount for one in review.outputs if not is_own(one))
        if not sent:
            return rate
        share = f"{100 * review.fee / sent:.2f}"
        return self.tr("{rate}, {share} % of what is sent").format(rate=rate, share=share)
