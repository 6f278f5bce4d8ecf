"""Everything the rules of a review look at, worked out once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from strongroom.engines.kernel import ScriptCheck
from strongroom.engines.own_scripts import Place
from strongroom.model.addresses import write_address
from strongroom.model.psbt import Psbt
from strongroom.model.scripts import OutputKind, output_kind
from strongroom.model.transaction import TxOutput
from strongroom.model.wallet import Branch, Wallet
from strongroom.review.final_scripts import check_signatures
from strongroom.review.history import History
from strongroom.review.limits import Limits
from strongroom.review.opening import Opening, opening_of
from strongroom.review.ownership import Ownership, ownership_of
from strongroom.review.signature_check import SignatureChecker
from strongroom.review.size import estimate_vsize
from strongroom.review.views import InputView, OutputRole, OutputView

RunScripts = Callable[[bytes, Sequence[tuple[int, bytes]]], ScriptCheck]
"""Runs a raw transaction against what its inputs spend, as (satoshi, script) each."""


@dataclass(frozen=True, slots=True)
class Context:
    """A PSBT beside the wallet it is said to be from.

    ``ownership`` is None where no wallet was given; rules about ownership are silent then. ``fee``
    is in satoshi, None while an amount is not proven. ``vsize`` is that of the finished
    transaction, estimated until it is there.
    """

    psbt: Psbt
    ownership: Ownership | None
    limits: Limits
    history: History
    inputs: tuple[InputView, ...]
    outputs: tuple[OutputView, ...]
    fee: int | None
    vsize: int
    run_scripts: RunScripts | None = None

    @property
    def is_empty(self) -> bool:
        """Whether inputs or outputs are missing altogether."""
        return not self.inputs or not self.outputs

    @property
    def parts(self) -> tuple[InputView | OutputView, ...]:
        """The inputs, then the outputs."""
        return (*self.inputs, *self.outputs)

    @property
    def own_inputs(self) -> tuple[InputView, ...]:
        return tuple(view for view in self.inputs if view.is_ours)

    @property
    def own_outputs(self) -> tuple[OutputView, ...]:
        return tuple(view for view in self.outputs if view.is_ours)


def make_context(
    psbt: Psbt,
    wallet: Wallet | None,
    limits: Limits,
    history: History,
    run_scripts: RunScripts | None = None,
) -> Context:
    """Work out whose inputs and outputs these are, what they are worth, and who has signed."""
    owner = None if wallet is None else ownership_of(psbt, wallet, limits, history)
    inputs = _with_signatures(psbt, _inputs(psbt, owner, history))
    return Context(
        psbt=psbt,
        ownership=owner,
        limits=limits,
        history=history,
        inputs=inputs,
        outputs=_outputs(psbt, owner),
        fee=_fee(psbt, inputs),
        vsize=estimate_vsize(psbt.transaction, inputs),
        run_scripts=run_scripts,
    )


def _inputs(psbt: Psbt, owner: Ownership | None, history: History) -> tuple[InputView, ...]:
    return tuple(_input(psbt, index, owner, history) for index in range(len(psbt.inputs)))


def _input(psbt: Psbt, index: int, owner: Ownership | None, history: History) -> InputView:
    said = psbt.inputs[index]
    spent = psbt.spent_output(index)
    place = owner.input_places[index] if owner else None
    return InputView(
        index=index,
        tx_input=psbt.transaction.inputs[index],
        said=said,
        spent=spent,
        amount=_proven_amount(psbt, index, spent, history),
        place=place,
        opening=_opening(psbt, index, owner, spent),
        keys=owner.keys(place) if owner and place else (),
        cosigners=owner.cosigners if owner and place else (),
        address=_address(spent, owner),
    )


def _opening(
    psbt: Psbt, index: int, owner: Ownership | None, spent: TxOutput | None
) -> Opening | None:
    if spent is None:
        return None
    if owner and owner.input_places[index]:
        return owner.opening(psbt, index)
    said = psbt.inputs[index]
    return opening_of(spent, said.redeem_script, said.witness_script)


def _proven_amount(psbt: Psbt, index: int, spent: TxOutput | None, history: History) -> int | None:
    """The satoshi an input spends, where more than the PSBT's word stands for it.

    That is the previous transaction, whose hash is the outpoint's, or the wallet's own chain data.
    A taproot signature commits to all amounts, so there the word is enough (BIP-341).
    """
    if spent is None:
        return None
    proven = (
        psbt.inputs[index].previous_transaction is not None
        or history.coins.get(psbt.transaction.inputs[index].outpoint) == spent
        or output_kind(spent.script_pubkey) is OutputKind.P2TR
    )
    return spent.amount if proven else None


def _with_signatures(psbt: Psbt, inputs: Sequence[InputView]) -> tuple[InputView, ...]:
    openings = [view.opening for view in inputs]
    spent = [view.spent for view in inputs]
    checker = SignatureChecker(psbt.transaction, openings, spent)
    return tuple(replace(view, signatures=check_signatures(view, checker)) for view in inputs)


def _outputs(psbt: Psbt, owner: Ownership | None) -> tuple[OutputView, ...]:
    return tuple(_output(psbt, index, owner) for index in range(len(psbt.outputs)))


def _output(psbt: Psbt, index: int, owner: Ownership | None) -> OutputView:
    output, said = psbt.transaction.outputs[index], psbt.outputs[index]
    place = owner.place(output.script_pubkey, said.derivations) if owner else None
    kind = output_kind(output.script_pubkey)
    keys = owner.keys(place) if owner and place else ()
    role = _role(kind, owner, place)
    return OutputView(index, output, said, kind, role, place, keys, _address(output, owner))


def _address(output: TxOutput | None, owner: Ownership | None) -> str | None:
    return write_address(output.script_pubkey, owner.wallet.network) if output and owner else None


def _role(kind: OutputKind, owner: Ownership | None, place: Place | None) -> OutputRole:
    if owner and place and place.index <= owner.farthest:
        alone = not owner.wallet.policy.has_change_branch
        change = place.branch is Branch.CHANGE or alone
        return OutputRole.CHANGE if change else OutputRole.SELF
    if kind is OutputKind.DATA:
        return OutputRole.DATA
    nameless = kind in (OutputKind.WITNESS_UNKNOWN, OutputKind.OTHER)
    return OutputRole.UNKNOWN if nameless else OutputRole.PAYMENT


def _fee(psbt: Psbt, inputs: Sequence[InputView]) -> int | None:
    amounts = [view.amount for view in inputs if view.amount is not None]
    if len(amounts) < len(inputs) or not inputs:
        return None
    return sum(amounts) - sum(output.amount for output in psbt.transaction.outputs)
