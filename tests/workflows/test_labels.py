"""Labels from a file, laid beside those that are kept."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from strongroom.engines.derivation import derive_address
from strongroom.formats.bip329 import LabelFile, origin_of, read_labels
from strongroom.model.errors import ReadError
from strongroom.model.wallet import Branch
from strongroom.vault.records import LabelKind
from strongroom.workflows.keeping import Keeper, KeepingError
from strongroom.workflows.labels import MergeState, give_out, preview_labels, take_in
from tests.formats.sample_wallets import PLAIN, Plan
from tests.review.codes import FIRING, QUIET, shows

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TXID, OUTPUT = "ab" * 32, f"{'cd' * 32}:1"
ROW = "plain"


def address(index: int, branch: Branch = Branch.RECEIVE) -> str:
    return derive_address(PLAIN, branch, index).text


@pytest.fixture
def keeper() -> Keeper:
    keeper = Keeper()
    keeper.keep_wallet(PLAIN, (), NOW, row=ROW)
    keeper.label(ROW, LabelKind.ADDRESS, address(0), "Rent")
    return keeper


def file(*lines: Mapping[str, object]) -> LabelFile:
    return read_labels("\n".join(json.dumps(each) for each in lines))


def addr(index: int, label: str, branch: Branch = Branch.RECEIVE) -> dict[str, object]:
    return {"type": "addr", "ref": address(index, branch), "label": label}


def states(keeper: Keeper, *lines: Mapping[str, object]) -> list[MergeState]:
    return [each.state for each in preview_labels(file(*lines), PLAIN, keeper.labels(ROW)).lines]


FOREIGN = {"type": "addr", "ref": "bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c", "label": "x"}
WORDS = "my words abandon ability able about above absent absorb abstract and so on"


def test_each_line_is_new_the_same_different_or_not_ours(keeper: Keeper) -> None:
    ours, theirs = origin_of(PLAIN.policy), origin_of(Plan(threshold=1).wallet().policy)
    transaction = {"type": "tx", "ref": TXID, "label": "Salary"}
    other = {"type": "tx", "ref": TXID[::-1], "label": "Salary", "origin": theirs}
    assert states(
        keeper,
        addr(0, "Rent"),
        addr(1, "Gift", Branch.CHANGE),
        FOREIGN,
        {**transaction, "origin": ours.replace("'", "h")},
        other,
        {"type": "output", "ref": OUTPUT, "label": "Savings"},
        {"type": "xpub", "ref": str(PLAIN.policy.cosigners[0].xpub), "label": "Anna"},
        {"type": "output", "ref": f"{TXID}:0", "spendable": False},
        addr(2, WORDS),
    ) == [
        MergeState.SAME,
        MergeState.NEW,
        MergeState.FOREIGN,
        MergeState.NEW,
        MergeState.FOREIGN,
        MergeState.NEW,
        MergeState.NOT_KEPT,
        MergeState.NOT_KEPT,
        MergeState.SUSPECTED,
    ]


def test_a_different_label_shows_the_one_that_is_kept(keeper: Keeper) -> None:
    (line,) = preview_labels(file(addr(0, "Loan")), PLAIN, keeper.labels(ROW)).lines
    assert (line.state, line.kept, line.label.text) == (MergeState.DIFFERENT, "Rent", "Loan")


def test_addresses_far_out_are_found_from_label_to_label() -> None:
    lines = [addr(index, "x") for index in (3000, 900, 1800)]
    found = [each.state for each in preview_labels(file(*lines), PLAIN).lines]
    assert found == [MergeState.FOREIGN, MergeState.NEW, MergeState.NEW]


def test_an_address_of_another_network_is_not_ours(keeper: Keeper) -> None:
    main = {"type": "addr", "ref": derive_address(MAIN, Branch.RECEIVE, 0).text, "label": "x"}
    assert states(keeper, main) == [MergeState.FOREIGN]


MAIN = Plan(
    kind=next(kind for kind in type(PLAIN.network.kind) if kind is not PLAIN.network.kind)
).wallet()


def test_only_what_is_new_is_taken_in_unless_more_is_confirmed(keeper: Keeper) -> None:
    preview = preview_labels(
        file(addr(0, "Loan"), addr(1, "Gift"), addr(2, WORDS)), PLAIN, keeper.labels(ROW)
    )
    assert [label.text for label in preview.wanted()] == ["Gift"]
    assert len(preview.wanted(replace=True)) == 2
    assert len(preview.wanted(not_seed_words=True)) == 2
    assert take_in(keeper, ROW, preview.wanted()) == 1
    kept = {record.target: record.text for record in keeper.labels(ROW)}
    assert kept == {address(0): "Rent", address(1): "Gift"}
    take_in(keeper, ROW, preview.wanted(replace=True))
    assert {record.text for record in keeper.labels(ROW)} == {"Loan", "Gift"}


@shows("spendable-ignored", QUIET)
def test_labels_given_out_are_the_same_when_they_come_back(keeper: Keeper) -> None:
    keeper.label(ROW, LabelKind.TRANSACTION, TXID, "Salary")
    keeper.label(ROW, LabelKind.OUTPUT, OUTPUT, "Savings")
    text = give_out(PLAIN, keeper.labels(ROW))
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line.get("origin") for line in lines] == [None, None, origin_of(PLAIN.policy)]
    back = preview_labels(read_labels(text), PLAIN, keeper.labels(ROW))
    assert len(back.of(MergeState.SAME)) == len(back.lines) == 3


@shows("spendable-ignored", FIRING)
def test_a_coin_marked_as_not_to_be_spent_is_said_not_to_be_kept() -> None:
    marked = {"type": "output", "ref": OUTPUT, "label": "x", "spendable": False}
    (finding,) = preview_labels(file(marked), PLAIN).findings
    assert (finding.code, finding.facts["count"]) == ("spendable-ignored", 1)
    assert preview_labels(file({**marked, "spendable": True}), PLAIN).findings == ()


def test_a_secret_among_many_keeps_all_of_them_out(keeper: Keeper) -> None:
    before = keeper.labels(ROW)
    labels = list(file(addr(3, "Gift")).labels)
    (good,) = labels
    bad = type(good)(good.type, address(4), "abandon " * 11 + "about")
    with pytest.raises(ReadError):
        take_in(keeper, ROW, [good, bad])
    assert keeper.labels(ROW) == before


def test_a_wallet_that_is_gone_takes_no_labels(keeper: Keeper) -> None:
    with pytest.raises(KeepingError):
        take_in(keeper, "gone", list(file(addr(3, "Gift")).labels))
