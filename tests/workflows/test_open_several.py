from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from strongroom.formats.writing import write_wallet
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.key_expression import write_key_expression
from strongroom.model.network import Network
from strongroom.model.transaction import Transaction
from strongroom.practice.exports import write_exports
from strongroom.practice.signers import practice_signers
from strongroom.transports.files import read_file
from strongroom.workflows.encrypted_backup import back_up
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.open_anything import NextStep, Opened
from strongroom.workflows.open_several import (
    MAX_FILES,
    Left,
    LeftWhy,
    NothingOpened,
    OpenedSeveral,
    Source,
    open_several,
)
from strongroom.workflows.open_wallet import OpenedWallet
from strongroom.workflows.payment import PaymentUnderWay, accept, finish, progress, start
from strongroom.workflows.set_up_draft import SetUpDraft
from strongroom.workflows.set_up_join import join
from tests import builders
from tests.workflows.lacking import lacking, previous_of, whole
from tests.workflows.rounds import make_payment, make_wallet, signed_by
from tests.workflows.test_open_anything import NOW, PSBT, SEED, WALLET

OTHER_WALLET = make_wallet(threshold=1)
OTHER = make_payment(WALLET, amount=90_000)
SIGNED = [signed_by(number, PSBT, WALLET) for number in (1, 2)]
DESCRIPTOR = write_wallet(WALLET, "descriptor", None).encode()


@pytest.fixture
def keeper() -> Keeper:
    keeper = Keeper()
    keeper.keep_wallet(WALLET, (), NOW, row="practice")
    return keeper


def opened(keeper: Keeper, **files: bytes) -> OpenedSeveral:
    sources = [Source(name, partial(bytes, data)) for name, data in files.items()]
    return open_several(sources, keeper.wallets(), keeper.payments())


def whys(found: OpenedSeveral) -> dict[str, LeftWhy | str]:
    return {
        one.name: one.why if isinstance(one.why, LeftWhy) else one.why.code for one in found.left
    }


def keys(folder: Path, count: int) -> dict[str, bytes]:
    files = write_exports(folder, practice_signers(count))
    return {file.name: file.read_bytes() for file in files if file.name.startswith("ccxp")}


def test_signed_files_of_one_payment_are_taken_together(keeper: Keeper) -> None:
    found = opened(keeper, first=SIGNED[0].data, second=SIGNED[1].data, proposal=PSBT.original)
    assert isinstance(found.opened.thing, PaymentUnderWay)
    assert [one.signed_inputs > 0 for one in progress(found.opened.thing)] == [True, True, False]
    assert (len(found.taken), found.left) == (3, ())


def test_a_finished_transaction_brings_its_signatures(keeper: Keeper) -> None:
    payment, _ = accept(start(PSBT.original, [WALLET]), SIGNED)
    found = opened(keeper, done=finish(payment).raw, proposal=PSBT.original)
    assert isinstance(found.opened.thing, PaymentUnderWay)
    assert set(found.taken) == {"done", "proposal"}


def test_another_payment_is_left_and_named(keeper: Keeper) -> None:
    found = opened(keeper, one=PSBT.original, two=OTHER.original)
    assert (found.taken, whys(found)) == (("one",), {"two": LeftWhy.OTHER_PAYMENT})


def test_keys_go_together(keeper: Keeper, tmp_path: Path) -> None:
    files = keys(tmp_path, 3)
    found = opened(keeper, **files, again=next(iter(files.values())))
    assert [key.name for key in found.keys] == list(files)
    assert whys(found) == {"again": LeftWhy.AGAIN}


def test_a_mix_takes_the_payment_and_names_the_rest(keeper: Keeper, tmp_path: Path) -> None:
    found = opened(
        keeper,
        **keys(tmp_path, 1),
        wallet=DESCRIPTOR,
        noise=b"good morning",
        words=SEED.encode(),
        payment=PSBT.original,
    )
    assert found.taken == ("payment",)
    left = whys(found)
    assert left.pop("noise") == "not-recognised"
    assert left.pop("words") == "secret-found"
    assert set(left.values()) == {LeftWhy.OTHER_KIND}
    assert "winner" not in repr(found)


def test_a_wallet_goes_before_its_keys(tmp_path: Path) -> None:
    found = opened(Keeper(), **keys(tmp_path, 1), wallet=DESCRIPTOR, payment=PSBT.original)
    assert isinstance(found.opened.thing, OpenedWallet)
    assert whys(found)["payment"] == "wallet-unknown"


def test_the_same_wallet_in_two_formats_is_one() -> None:
    text = write_wallet(WALLET, "coldcard_text", None).encode()
    other = write_wallet(OTHER_WALLET, "descriptor", None).encode()
    found = opened(Keeper(), one=DESCRIPTOR, two=text, three=other)
    assert whys(found) == {"two": LeftWhy.AGAIN, "three": LeftWhy.OTHER_WALLET}


def test_one_file_alone_raises_its_own_error(keeper: Keeper) -> None:
    with pytest.raises(StrongroomError) as caught:
        opened(keeper, alone=b"good morning")
    assert caught.value.code == "not-recognised"


def test_says_of_each_why_nothing_could_be_opened(keeper: Keeper, tmp_path: Path) -> None:
    missing = Source("gone", partial(read_file, str(tmp_path / "gone")))
    folder = Source("folder", partial(read_file, str(tmp_path)))
    with pytest.raises(NothingOpened) as caught:
        open_several([missing, folder])
    assert [one.name for one in caught.value.left] == ["gone", "folder"]
    assert all(isinstance(one, Left) for one in caught.value.left)


def test_refuses_more_files_than_belong_together() -> None:
    with pytest.raises(ReadError) as caught:
        open_several([Source(str(number), bytes) for number in range(MAX_FILES + 1)])
    assert caught.value.code == "files-too-many"


@pytest.mark.parametrize(("count", "quorum"), [(2, (2, 3)), (5, (3, 5)), (6, (4, 6)), (9, (5, 9))])
def test_keys_begin_a_new_draft_on_their_network(count: int, quorum: tuple[int, int]) -> None:
    cosigners = builders.make_wallet(count=count).wallet.policy.keys
    files = {str(at): write_key_expression(key, "").encode() for at, key in enumerate(cosigners)}
    joined = join(SetUpDraft(), opened(Keeper(), **files).keys)
    assert (joined.count, joined.refused) == (count, ())
    assert joined.draft.network.kind is Network.REGTEST.kind
    assert (joined.draft.threshold, joined.draft.count) == quorum


def test_keys_that_join_a_draft_change_nothing_else(tmp_path: Path) -> None:
    before = SetUpDraft(name="Cabin", network=Network.REGTEST, threshold=2, count=2)
    joined = join(before, opened(Keeper(), **keys(tmp_path, 3)).keys)
    assert replace(joined.draft, keys=()) == before
    assert len(joined.draft.keys) == 3


def test_a_key_that_holds_a_secret_name_is_refused_and_the_others_join(tmp_path: Path) -> None:
    found = opened(Keeper(), **keys(tmp_path, 2))
    bad = replace(found.keys[0], name=SEED)
    joined = join(SetUpDraft(), (bad, found.keys[1]))
    assert joined.count == 1
    assert [error.code for error in joined.refused] == ["secret-found"]


def test_a_cosigners_key_opens_the_encrypted_backup_beside_it(tmp_path: Path) -> None:
    exports = keys(tmp_path, 4)
    mine, other = exports[_export_of(1)], exports[_export_of(4)]
    backup = back_up(WALLET).encode()
    found = opened(Keeper(), other=other, backup=backup, mine=mine)
    assert isinstance(found.opened.thing, OpenedWallet)
    assert found.opened.thing.wallet.policy == WALLET.policy
    assert found.taken == ("backup", "mine")
    assert whys(found) == {"other": LeftWhy.OTHER_KIND}


def test_the_key_of_a_stranger_leaves_the_backup_locked(tmp_path: Path) -> None:
    other = keys(tmp_path, 4)[_export_of(4)]
    found = opened(Keeper(), other=other, backup=back_up(WALLET).encode())
    assert found.taken == ("other",)
    assert whys(found) == {"backup": "backup-locked"}


def _export_of(number: int) -> str:
    fingerprint = practice_signers(number)[-1].fingerprint
    return f"ccxp-{fingerprint.hex().upper()}.json"


def stopped() -> Opened:
    """A payment under review that lacks what it spends from."""
    payment = start(lacking(WALLET).original, [WALLET])
    return Opened(payment, NextStep.CONTINUE, (), "practice")


def brought(keeper: Keeper, **transactions: Transaction) -> OpenedSeveral:
    sources = [
        Source(name, partial(bytes, each.serialize())) for name, each in transactions.items()
    ]
    return open_several(sources, keeper.wallets(), keeper.payments(), reviewed=stopped())


def test_previous_transactions_go_to_the_payment_under_review(keeper: Keeper) -> None:
    first, second = previous_of(WALLET)
    found = brought(keeper, one=first, two=second, three=replace(first, locktime=3))
    assert isinstance(found.opened.thing, PaymentUnderWay)
    assert not found.opened.thing.is_blocked
    assert (found.taken, found.previous) == (("one", "two"), 2)
    assert whys(found) == {"three": LeftWhy.OTHER_PAYMENT}
    assert found.opened.wallet_row == "practice"


def test_a_transaction_the_payment_does_not_spend_from_is_named(keeper: Keeper) -> None:
    first, second = (replace(each, locktime=9) for each in previous_of(WALLET))
    with pytest.raises(ReadError) as refused:
        brought(keeper, one=first)
    assert refused.value.code == "previous-unrelated"
    with pytest.raises(NothingOpened) as nothing:
        brought(keeper, one=first, two=second)
    assert {one.why for one in nothing.value.left} == {LeftWhy.NOT_SPENT}


def test_a_payment_and_what_it_spends_from_are_opened_at_once(keeper: Keeper) -> None:
    first, second = (each.serialize() for each in previous_of(WALLET))
    signed = signed_by(1, whole(WALLET), WALLET).data
    found = opened(keeper, one=first, bare=lacking(WALLET).original, two=second, signed=signed)
    assert isinstance(found.opened.thing, PaymentUnderWay)
    assert not found.opened.thing.is_blocked
    assert (found.previous, found.left) == (2, ())


def test_a_wallet_is_opened_while_a_payment_lacks_something(keeper: Keeper) -> None:
    source = Source("wallet", partial(bytes, DESCRIPTOR))
    found = open_several([source], keeper.wallets(), reviewed=stopped())
    assert isinstance(found.opened.thing, OpenedWallet)
