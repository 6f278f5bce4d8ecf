import sys
from pathlib import Path

import pytest

from strongroom.formats.reading import recognise
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.vault.envelope import MAGIC
from strongroom.worker import WorkerClient, WorkerError
from strongroom.workflows.reading_apart import LARGE, borne_apart, opened_apart, returned_apart
from tests.formats.test_seed_words import words
from tests.model.psbt_samples import sample
from tests.model.test_psbt_reader import HOSTILE

PSBT = sample(200).original
WORDS = ("note: " + " ".join(words(12))).encode() + b" ." * LARGE


def command(module: str) -> list[str]:
    code = f"from strongroom import worker; worker.run({module!r})"
    return [sys.executable, "-P", "-c", code]


@pytest.fixture
def bad(monkeypatch: pytest.MonkeyPatch) -> WorkerClient:
    """A process whose calls come to grief, each in another way."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return WorkerClient("reading", command("reading_child"))


def test_what_is_small_is_left_to_this_process(bad: WorkerClient) -> None:
    small = b"crash".ljust(LARGE - 1)
    assert opened_apart(small, bad) is small
    assert returned_apart(small, bad) is small
    assert borne_apart(small, bad) is small


READ = {"a payment": PSBT, "a vault": MAGIC + bytes(LARGE)}


@pytest.mark.parametrize("name", READ)
def test_what_is_large_and_read_comes_back_as_it_was(name: str) -> None:
    assert opened_apart(READ[name]) == READ[name]


REFUSED = {
    "nothing known": b"\xff" * LARGE,
    "seed words": WORDS,
    "a million records": HOSTILE["a million records"],
    "a text too large": b"[" * 2_000_000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_so_with_the_words_of_the_reader(name: str) -> None:
    with pytest.raises(StrongroomError) as here:
        recognise(REFUSED[name])
    with pytest.raises(ReadError) as there:
        opened_apart(REFUSED[name])
    assert (there.value.code, there.value.facts) == (here.value.code, here.value.facts)
    assert str(there.value) == str(here.value)


RETURNED = {
    "a payment": (PSBT, None),
    "no payment": (b"\xff" * LARGE, "psbt-malformed"),
    "seed words": (WORDS, "secret-found"),
}


@pytest.mark.parametrize("name", RETURNED)
def test_what_came_back_from_a_signer_is_read_as_such(name: str) -> None:
    data, code = RETURNED[name]
    if code is None:
        assert returned_apart(data) == data
        return
    with pytest.raises(ReadError) as refused:
        returned_apart(data)
    assert refused.value.code == code


LOG = b'{"seq":1}\n' * LARGE


@pytest.mark.parametrize("data", [PSBT, WORDS, b"\xff" * LARGE, b"[" * 2_000_000, LOG])
def test_what_is_borne_comes_back_as_it_was_whatever_it_is(data: bytes) -> None:
    assert borne_apart(data) is data


GRIEF = {
    "crash": "worker-died",
    "kill": "worker-died",
    "hang": "worker-timeout",
    "hoard": "worker-refused",
    "lie": "worker-died",
}


@pytest.mark.parametrize("how", GRIEF)
def test_what_harms_the_process_is_an_error_and_the_next_is_read(
    how: str, bad: WorkerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strongroom.workflows.reading_apart.SECONDS", 3.0)
    with pytest.raises(WorkerError) as caught:
        opened_apart(how.encode().ljust(LARGE), bad)
    with pytest.raises(WorkerError) as borne:
        borne_apart(how.encode().ljust(LARGE), bad)
    assert caught.value.code == borne.value.code == GRIEF[how]
    assert opened_apart(PSBT) == PSBT
