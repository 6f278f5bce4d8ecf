import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.finding import Severity
from strongroom.model.key_expression import write_key_expression
from strongroom.model.network import Network
from strongroom.model.policy import PolicyKey
from strongroom.model.script_type import ScriptType
from strongroom.practice.exports import write_exports
from strongroom.practice.signers import practice_signer, practice_signers
from strongroom.vault.vault import Vault, create_with, open_with
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.set_up_flow import (
    FLOW,
    PRESETS,
    Recovery,
    SetUpDraft,
    SetUpFlow,
    SetUpStep,
    Survival,
    add_key,
    add_practice_key,
    check,
    choose,
    cosigner_records,
    describe_key,
    from_json,
    keep_draft,
    keep_wallet,
    key_findings,
    may_leave,
    problems,
    recovery_paths,
    remove_key,
    replace_key,
    resume,
    survival,
    tick,
    ticked,
    to_json,
    with_name,
    with_network,
    with_quorum,
    with_recovery,
    with_script_type,
)
from tests.review.codes import BOUNDARY, FIRING, QUIET, shows
from tests.vault.quick import Held
from tests.workflows.rounds import make_wallet

NOW = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
XPRV = (
    "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3"
    "TGtRBeJgk33yuGBxrMPHi"
)
WIF = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
EIGHT_WORDS = "my note says: legal winner thank year wave sausage worth useful and so on"
EMPTY = with_network(SetUpDraft(), Network.REGTEST)


def expression(number: int, script_type: ScriptType = ScriptType.P2WSH) -> bytes:
    key = practice_signer(number).account_key(script_type)
    return write_key_expression(PolicyKey(key), "").encode()


def with_keys(*numbers: int, draft: SetUpDraft = EMPTY) -> SetUpDraft:
    for number in numbers:
        draft = add_key(draft, expression(number), f"key {number}.txt")
    return draft


def full() -> SetUpDraft:
    draft = with_name(with_keys(1, 2, 3), "Family")
    draft = describe_key(draft, 0, name="Anna", device="Coldcard", holder="Anna", place="at home")
    return describe_key(draft, 1, holder="Bert")


def codes(draft: SetUpDraft, step: SetUpStep) -> list[str]:
    return [found.code for found in problems(draft, step)]


def text_of(draft: SetUpDraft) -> str:
    return json.dumps(to_json(draft), ensure_ascii=False)


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_with(tmp_path / "family.strongroom", [Held()]) as vault:
        yield vault


@shows("name-missing", QUIET)
@shows("keys-surplus", QUIET)
def test_the_whole_way_makes_the_wallet(keeper: Keeper) -> None:
    flow = SetUpFlow().changed(with_name(EMPTY, "Practice")).forward()
    flow = flow.changed(with_quorum(flow.draft, 2, 3)).forward()
    flow = flow.changed(with_keys(1, 2, 3, draft=flow.draft)).forward()
    assert flow.step is SetUpStep.CHECK
    assert check(flow.draft).wallet == make_wallet()
    for position in range(3):
        flow = flow.changed(tick(flow.draft, position, NOW))
    flow, kept = keep_wallet(keeper, flow, NOW)
    assert (flow.step, kept.wallet, kept.may_receive) == (SetUpStep.EXPORT, make_wallet(), True)
    assert flow.forward().step is SetUpStep.DONE


@pytest.mark.parametrize("step", list(SetUpStep))
def test_a_draft_resumes_byte_for_byte(step: SetUpStep, vault: Vault) -> None:
    flow = SetUpFlow(step, replace(tick(full(), 2, NOW), row="abc"))
    keep_draft(Keeper(vault), flow, NOW)
    path = vault.path
    vault.lock()
    with open_with(path, Held()) as again:
        resumed = resume(Keeper(again))
    assert resumed == flow
    assert text_of(resumed.said) == text_of(flow.said)


def test_json_is_the_same_after_any_number_of_times() -> None:
    draft = tick(choose(full(), 2, 0), 0, NOW.astimezone(timezone(timedelta(hours=2))))
    once = text_of(from_json(json.loads(text_of(draft))))
    assert once == text_of(draft)
    assert from_json(json.loads(once)) == draft
    assert "+02:00" not in once


def test_nothing_put_by_is_nothing_to_resume(keeper: Keeper) -> None:
    assert resume(keeper) is None
    assert not SetUpDraft().is_begun
    assert EMPTY.is_begun


def damaged() -> Iterator[tuple[str, Any]]:
    for name in to_json(full()):
        yield name, None
        yield name, [None]
        yield name, {"x": 1}
    key = json.loads(text_of(full()))["keys"][0]
    yield "threshold", True
    yield "keys", [{"text": 5}]
    yield "keys", [{**key, "choice": 7}]
    yield "keys", [{**key, "text": XPRV}]
    yield "keys", [{**key, "place": SEED}]
    yield "ticks", [{"key": "xpub", "at": "yesterday"}]
    yield "ticks", [{"key": "xpub", "at": "2026-03-01T12:00:00"}]
    yield "ticks", [{"key": "xpub"}]


@pytest.mark.parametrize(("name", "value"), list(damaged()))
def test_a_damaged_draft_is_refused(name: str, value: Any) -> None:
    with pytest.raises(StrongroomError):
        from_json({**to_json(full()), name: value})


def test_a_draft_without_a_field_is_refused() -> None:
    for name in set(to_json(full())) - {"recovery", "delay"}:
        content: Mapping[str, Any] = {k: v for k, v in to_json(full()).items() if k != name}
        with pytest.raises(ReadError):
            from_json(content)


def test_back_brings_the_earlier_draft() -> None:
    named = SetUpFlow().changed(with_name(EMPTY, "Family"))
    quorum = named.forward().changed(with_quorum(named.forward().draft, 3, 5))
    keys = quorum.forward().changed(with_keys(1, 2, draft=quorum.forward().draft))
    assert keys.back() == replace(keys, step=SetUpStep.QUORUM)
    assert keys.back().draft == quorum.draft
    assert keys.back().back().draft == named.draft
    assert named.back() == named


def test_going_back_loses_nothing_said_later() -> None:
    flow = SetUpFlow(SetUpStep.KEYS, full())
    earlier = flow.back()
    assert earlier.draft.keys == ()
    again = earlier.changed(with_quorum(earlier.draft, 3, 3)).forward()
    assert again.draft.keys == full().keys
    assert again.draft.threshold == 3


def test_a_step_is_not_left_while_something_blocks() -> None:
    flow = SetUpFlow(SetUpStep.KEYS, with_keys(1, 2))
    assert flow.forward() == flow


SECRETS = {
    "words": SEED,
    "xprv": XPRV,
    "wif": WIF,
    "export": json.dumps({"xfp": "0F056943", "p2wsh": XPRV}),
    "note": f"[00000001]xpub\n{SEED}",
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_in_a_key_file_leaves_no_trace(name: str, vault: Vault) -> None:
    draft, data = with_keys(1), SECRETS[name].encode()
    for act in (lambda: add_key(draft, data), lambda: replace_key(draft, 0, data)):
        with pytest.raises(StrongroomError) as caught:
            act()
        assert caught.value.code == "secret-found"
        told = f"{caught.value} {dict(caught.value.facts)}"
        assert not any(part in told for part in ("winner", XPRV[:20], WIF))
    assert draft == with_keys(1)
    keep_draft(Keeper(vault), SetUpFlow(SetUpStep.KEYS, draft), NOW)
    stored = repr(list(vault.table("drafts")))
    assert not any(part in stored for part in ("winner", XPRV[:20], WIF))


@pytest.mark.parametrize(
    "say",
    [
        lambda draft: with_name(draft, SEED),
        lambda draft: describe_key(draft, 0, holder=SEED),
        lambda draft: describe_key(draft, 0, place=SEED),
        lambda draft: describe_key(draft, 0, name=XPRV),
        lambda draft: add_key(draft, expression(2), SEED),
    ],
)
def test_secrets_are_refused_wherever_they_are_typed(
    say: Callable[[SetUpDraft], SetUpDraft],
) -> None:
    with pytest.raises(ReadError) as caught:
        say(with_keys(1))
    assert caught.value.code == "secret-found"


def test_words_that_may_be_a_seed_are_taken_only_on_somebodys_word() -> None:
    noted = json.dumps({"note": EIGHT_WORDS, **coldcard_file()}).encode()
    with pytest.raises(ReadError) as caught:
        add_key(EMPTY, noted)
    assert caught.value.code == "secret-suspected"
    assert len(add_key(EMPTY, noted, no_seed_words=True).keys) == 1


def coldcard_file() -> dict[str, str]:
    signer = practice_signer(1)
    key = signer.account_key(ScriptType.P2WSH)
    fields = {"xfp": signer.fingerprint.hex().upper(), "p2wsh_deriv": "m/48'/1'/0'/2'"}
    return {**fields, "p2wsh": key.xpub.slip132(ScriptType.P2WSH), "account": "0"}


@pytest.mark.parametrize("kind", ["ccxp", "sparrow"])
def test_an_export_gives_the_key_that_fits_the_script_type(kind: str, tmp_path: Path) -> None:
    files = [path for path in write_exports(tmp_path, practice_signers(1)) if kind in path.name]
    draft = add_key(EMPTY, files[0].read_bytes(), files[0].name)
    for script_type in (ScriptType.P2WSH, ScriptType.P2SH_P2WSH, ScriptType.P2SH):
        chosen = with_script_type(draft, script_type).keys[0].chosen(script_type)
        assert chosen.key.xpub == practice_signer(1).account_key(script_type).xpub
        assert key_findings(with_script_type(draft, script_type), 0) == ()


def test_a_key_chosen_by_hand_stays_and_is_found_wrong(tmp_path: Path) -> None:
    files = [path for path in write_exports(tmp_path, practice_signers(1)) if "ccxp" in path.name]
    draft = add_key(EMPTY, files[0].read_bytes())
    kinds = [each.script_type for each in draft.keys[0].export.keys]
    draft = choose(draft, 0, kinds.index(ScriptType.P2SH))
    assert key_findings(draft, 0)[0].code == "key-script-mismatch"
    assert key_findings(choose(draft, 0, None), 0) == ()
    with pytest.raises(ReadError):
        choose(draft, 0, 9)


STANDING: dict[str, tuple[SetUpDraft, SetUpStep, str, str]] = {
    "no name": (EMPTY, SetUpStep.NAME, "name-missing", "wallet"),
    "blank name": (with_name(EMPTY, " \t"), SetUpStep.NAME, "name-missing", "wallet"),
    "none sign": (with_quorum(EMPTY, 0, 3), SetUpStep.QUORUM, "threshold-invalid", "wallet"),
    "more than all": (with_quorum(EMPTY, 4, 3), SetUpStep.QUORUM, "threshold-invalid", "wallet"),
    "sixteen": (with_quorum(EMPTY, 2, 16), SetUpStep.QUORUM, "threshold-invalid", "wallet"),
    "too few": (with_keys(1, 2), SetUpStep.KEYS, "keys-missing", "wallet"),
    "too many": (with_keys(1, 2, 3, 4), SetUpStep.KEYS, "keys-surplus", "wallet"),
    "twice": (with_keys(1, 2, 1), SetUpStep.KEYS, "key-duplicate", "key 2"),
    "other network": (
        with_network(with_keys(1, 2, 3), Network.BITCOIN),
        SetUpStep.KEYS,
        "wrong-network",
        "key 0",
    ),
    "same seed": (
        add_key(with_keys(1, 2), expression(1, ScriptType.P2SH_P2WSH)),
        SetUpStep.KEYS,
        "key-same-signer",
        "key 2",
    ),
    "other script": (
        with_script_type(with_keys(1, 2, 3), ScriptType.P2SH),
        SetUpStep.KEYS,
        "key-script-mismatch",
        "key 0",
    ),
}


@shows("name-missing", FIRING)
@shows("keys-surplus", FIRING)
@pytest.mark.parametrize("name", STANDING)
def test_what_stands_in_the_way_is_said_at_its_place(name: str) -> None:
    draft, step, code, where = STANDING[name]
    found = [each for each in problems(draft, step) if (each.code, each.where) == (code, where)]
    assert [each.severity for each in found] == [Severity.BLOCK]
    assert not may_leave(draft, step)


@pytest.mark.parametrize("name", STANDING)
def test_no_wallet_is_made_while_something_blocks(name: str) -> None:
    draft, _, _, _ = STANDING[name]
    with pytest.raises(StrongroomError):
        check(draft)
    assert not may_leave(draft, SetUpStep.CHECK)


@pytest.mark.parametrize(
    ("quorum", "code"), [((3, 3), "no-redundancy"), ((1, 3), "low-threshold"), ((2, 3), None)]
)
def test_a_risky_quorum_is_a_warning(quorum: tuple[int, int], code: str | None) -> None:
    draft = with_quorum(EMPTY, *quorum)
    assert codes(draft, SetUpStep.QUORUM) == ([code] if code else [])
    assert may_leave(draft, SetUpStep.QUORUM)


def test_a_quorum_says_what_it_survives() -> None:
    told = [survival(*preset) for preset in PRESETS]
    assert told == [Survival(0, 1), Survival(1, 1), Survival(2, 2), Survival(3, 3), Survival(4, 4)]


def test_keys_in_their_order_make_the_wallet_and_its_records() -> None:
    made = check(full())
    assert [key.name for key in made.wallet.policy.cosigners] == ["Anna", "Bert", ""]
    anna, bert, _ = cosigner_records(full())
    assert (anna.name, anna.device, anna.holder, anna.place) == (
        "Anna",
        "Coldcard",
        "Anna",
        "at home",
    )
    assert bert.name == bert.holder == "Bert"


@shows("wallet-unverified", FIRING, QUIET)
def test_keys_that_were_not_compared_are_a_warning() -> None:
    draft = full()
    assert "wallet-unverified" in codes(draft, SetUpStep.CHECK)
    assert may_leave(draft, SetUpStep.CHECK)
    for position in range(3):
        draft = tick(draft, position, NOW)
    assert "wallet-unverified" not in codes(draft, SetUpStep.CHECK)


def test_a_tick_counts_for_its_own_key_alone() -> None:
    draft = tick(full(), 1, NOW)
    moved = remove_key(draft, 0)
    assert [ticked(moved, position) for position in range(2)] == [NOW, None]
    assert ticked(replace_key(draft, 1, expression(4)), 1) is None
    assert ticked(with_script_type(draft, ScriptType.P2SH), 1) == NOW
    assert ticked(tick(draft, 1, None), 1) is None


def test_another_key_keeps_its_holder() -> None:
    draft = replace_key(full(), 0, expression(4), "new.txt")
    key = draft.keys[0]
    assert (key.name, key.holder, key.place, key.source) == ("Anna", "Anna", "at home", "new.txt")


def test_practice_signers_are_cosigners_of_test_wallets_alone() -> None:
    draft = EMPTY
    for number in (1, 2, 3):
        draft = add_practice_key(draft, number)
    draft = with_name(draft, "Practice")
    assert check(draft).wallet == make_wallet()
    for script_type in (ScriptType.P2SH_P2WSH, ScriptType.P2SH):
        made = check(with_script_type(draft, script_type)).wallet
        assert made.policy == make_wallet(script_type).policy
    assert cosigner_records(draft)[0].name == "Practice signer 1"
    assert not may_leave(with_network(draft, Network.BITCOIN), SetUpStep.KEYS)


def test_the_first_address_is_the_wallets() -> None:
    assert check(full()).first_address.startswith("bcrt1q")


def test_keeping_again_after_going_back_replaces_the_wallet(vault: Vault) -> None:
    keeper = Keeper(vault)
    flow, first = keep_wallet(keeper, SetUpFlow(SetUpStep.CHECK, full()), NOW)
    back = flow.back()
    assert back.draft == full()
    renamed = replace(back, said=with_name(back.said, "Household"))
    again, second = keep_wallet(keeper, renamed, NOW)
    assert [kept.wallet.name for kept in keeper.wallets()] == ["Household"]
    assert first.row == second.row == again.said.row


def test_a_wallet_kept_is_in_the_vault_with_the_step_it_is_at(vault: Vault) -> None:
    flow, kept = keep_wallet(Keeper(vault), SetUpFlow(SetUpStep.CHECK, tick(full(), 0, NOW)), NOW)
    path = vault.path
    vault.lock()
    with open_with(path, Held()) as again:
        keeper = Keeper(again)
        assert resume(keeper) == flow
        assert keeper.wallets() == (kept,)
        keeper.drop_draft(FLOW)
        assert resume(keeper) is None


def test_a_blocked_wallet_is_not_kept(keeper: Keeper) -> None:
    with pytest.raises(StrongroomError) as caught:
        keep_wallet(keeper, SetUpFlow(SetUpStep.CHECK, with_name(with_keys(1, 2, 1), "F")), NOW)
    assert caught.value.code == "key-duplicate"
    assert keeper.wallets() == ()


def recovering(recovery: Recovery, threshold: int = 3, count: int = 3) -> SetUpDraft:
    draft = with_quorum(with_name(EMPTY, "Cabin"), threshold, count)
    for number in range(1, count + 1):
        draft = add_practice_key(draft, number)
    return with_recovery(draft, recovery, 52_560)


PLANS = {
    (Recovery.NONE, 3): [],
    (Recovery.FEWER, 3): [(2, 52_560)],
    (Recovery.DECAYING, 3): [(2, 26_280), (1, 52_560)],
    (Recovery.DECAYING, 2): [(1, 52_560)],
    (Recovery.FEWER, 1): [],
}


@pytest.mark.parametrize(("recovery", "threshold"), PLANS)
def test_a_recovery_is_a_row_of_smaller_quorums(recovery: Recovery, threshold: int) -> None:
    paths = recovery_paths(recovering(recovery, threshold))
    assert [(path.threshold, path.delay) for path in paths] == PLANS[recovery, threshold]


@pytest.mark.parametrize(
    ("recovery", "script_type", "delays"),
    [
        (Recovery.DECAYING, ScriptType.P2WSH, [26_280, 52_560]),
        (Recovery.FEWER, ScriptType.P2TR, [52_560]),
        (Recovery.NONE, ScriptType.P2TR, []),
    ],
)
def test_the_wallet_that_is_kept_has_the_paths_and_the_names_of_its_keys(
    keeper: Keeper, recovery: Recovery, script_type: ScriptType, delays: list[int]
) -> None:
    draft = with_script_type(recovering(recovery), script_type)
    _, kept = keep_wallet(keeper, SetUpFlow(SetUpStep.CHECK, draft), NOW)
    assert [path.delay for path in kept.wallet.policy.recovery] == delays
    fingerprints = {practice_signer(n).name: practice_signer(n).fingerprint for n in (1, 2, 3)}
    said = zip(kept.record.cosigners, kept.wallet.policy.cosigners, strict=True)
    assert {record.name: key.fingerprint for record, key in said} == fingerprints


@shows("recovery-invalid", FIRING, QUIET, BOUNDARY)
@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (recovering(Recovery.FEWER, 1), "single"),
        (recovering(Recovery.FEWER, 2), None),
        (with_quorum(recovering(Recovery.DECAYING), 9, 12), None),
        (with_quorum(recovering(Recovery.DECAYING), 10, 12), "count"),
        (recovering(Recovery.DECAYING), None),
        (with_script_type(recovering(Recovery.FEWER), ScriptType.P2SH), "script"),
    ],
)
def test_a_recovery_that_cannot_be_is_said_at_its_step(
    draft: SetUpDraft, reason: str | None
) -> None:
    found = [f for f in problems(draft, SetUpStep.QUORUM) if f.code == "recovery-invalid"]
    assert [each.facts["reason"] for each in found] == ([reason] if reason else [])


def test_a_draft_of_before_recovery_is_taken_up() -> None:
    content = dict(to_json(recovering(Recovery.FEWER)))
    del content["recovery"], content["delay"]
    assert from_json(content).recovery is Recovery.NONE
