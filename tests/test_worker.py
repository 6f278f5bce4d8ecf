import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from strongroom.model.errors import StrongroomError
from strongroom.worker import Plain, WorkerClient, WorkerError


def command(module: str) -> list[str]:
    code = f"from strongroom import worker; worker.run({module!r})"
    return [sys.executable, "-P", "-c", code]


def liar(answer: bytes) -> WorkerClient:
    code = f"import os; os.read(0, 9); os.write(1, {answer!r})"
    return WorkerClient("test", [sys.executable, "-c", code])


def answer(text: bytes, apart: bytes = b"") -> bytes:
    body = len(text).to_bytes(4) + text + apart
    return len(body).to_bytes(4) + body


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerClient]:
    monkeypatch.syspath_prepend(Path(__file__).parent)
    with WorkerClient("test", command("worker_child")) as client:
        yield client


def test_plain_values_come_back_as_they_went(client: WorkerClient) -> None:
    mapping: Plain = {"bytes": {"map": b"x"}}
    values: list[Plain] = [None, True, -5, 21e14, "ü\ud800", b"\x00\xff", ["a", [b""]], mapping]
    assert client.call("echo", *values) == values


def test_one_child_answers_every_call(client: WorkerClient) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: client.call("identify"), range(20)))
    assert len(set(answers)) == 1


def test_passes_what_no_pipe_holds_at_once(client: WorkerClient) -> None:
    large = bytes(range(256)) * 8192
    assert client.call("echo", large) == [large]


def test_raises_what_the_handler_raised(client: WorkerClient) -> None:
    with pytest.raises(StrongroomError, match="not a key") as caught:
        client.call("refuse")
    assert not isinstance(caught.value, WorkerError)
    assert caught.value.code == "key-malformed"
    assert caught.value.facts == {"position": 3}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("fail", "ZeroDivisionError: a bug"),
        ("no-such-call", "no such call"),
        ("object_not_plain", "not a plain value: object"),
        ("hoard", "MemoryError"),
        ("flood", "too much for one call"),
    ],
)
def test_a_refused_call_leaves_the_child_alive(
    client: WorkerClient, name: str, reason: str
) -> None:
    before = client.call("identify")
    with pytest.raises(WorkerError, match=reason) as caught:
        client.call(name)
    assert caught.value.code == "worker-refused"
    assert client.call("identify") == before


def test_refuses_a_request_above_the_limit(client: WorkerClient) -> None:
    with pytest.raises(WorkerError, match="too much") as caught:
        client.call("echo", bytes(64 * 1024 * 1024))
    assert caught.value.code == "worker-refused"


def test_a_crash_is_an_error_and_the_next_call_works(client: WorkerClient) -> None:
    before = client.call("identify")
    with pytest.raises(WorkerError) as caught:
        client.call("crash")
    assert caught.value.code == "worker-died"
    assert caught.value.facts["status"] == -signal.SIGABRT
    assert client.call("identify") != before


def test_a_child_killed_between_calls_is_replaced(client: WorkerClient) -> None:
    before = client.call("identify")
    assert isinstance(before, int)
    os.kill(before, signal.SIGKILL)
    while client._process is not None and client._process.poll() is None:
        time.sleep(0.01)
    assert client.call("identify") != before


def test_a_child_killed_in_the_middle_of_a_call_is_an_error(client: WorkerClient) -> None:
    child = client.call("identify")
    assert isinstance(child, int)
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(client.call, "hang")
        time.sleep(0.1)
        os.kill(child, signal.SIGKILL)
        error = call.exception(timeout=10)
    assert isinstance(error, WorkerError)
    assert error.code == "worker-died"
    assert client.call("echo") == []


def test_a_hanging_call_ends_in_time_and_the_next_works(client: WorkerClient) -> None:
    child = client.call("identify")
    assert isinstance(child, int)
    with pytest.raises(WorkerError) as caught:
        client.call("hang", seconds=0.2)
    assert caught.value.code == "worker-timeout"
    assert not is_running(child)
    assert client.call("echo", 1) == [1]


def with_alarm_after(seconds: float, call_seconds: float) -> WorkerClient:
    margin = f"child._ALARM_MARGIN = {seconds - call_seconds}"
    code = f"from strongroom.worker import child; {margin}; child.run('worker_child')"
    return WorkerClient("test", [sys.executable, "-P", "-c", code])


@pytest.mark.usefixtures("client")
def test_a_hanging_child_without_a_parent_ends_itself() -> None:
    with with_alarm_after(0.1, 30.0) as client, pytest.raises(WorkerError) as caught:
        client.call("hang", seconds=30.0)
    assert caught.value.facts["status"] == -signal.SIGALRM


@pytest.mark.usefixtures("client")
def test_a_child_that_answered_in_time_stays() -> None:
    with with_alarm_after(0.1, 30.0) as client:
        before = client.call("identify", seconds=30.0)
        time.sleep(0.2)
        assert client.call("identify", seconds=30.0) == before


def test_an_interrupted_call_does_not_answer_the_next(client: WorkerClient) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = client.call("identify")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("strongroom.worker.client._receive", interrupt)
        with pytest.raises(KeyboardInterrupt):
            client.call("echo", "first")
    assert client.call("echo", "second") == ["second"]
    assert client.call("identify") != before


def test_the_child_has_surroundings_of_its_own(client: WorkerClient) -> None:
    hangup = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    try:
        found = client.call("surroundings")
    finally:
        signal.signal(signal.SIGHUP, hangup)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    assert found == {"core": [0, 0], "blocked": [], "hangup": True}


def test_what_libraries_print_stays_out_of_the_answers(client: WorkerClient) -> None:
    assert client.call("chatter") == "heard"
    assert client.call("echo", 1) == [1]


def test_an_interrupt_is_left_to_the_parent(client: WorkerClient) -> None:
    child = client.call("identify")
    assert isinstance(child, int)
    os.kill(child, signal.SIGINT)
    assert client.call("identify") == child


def test_closing_ends_the_child(client: WorkerClient) -> None:
    child = client.call("identify")
    assert isinstance(child, int)
    client.close()
    client.close()
    assert not is_running(child)


def test_killing_a_child_ends_the_call_under_way_at_once(client: WorkerClient) -> None:
    client.call("identify")
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(client.call, "hang")
        client.kill()
        with pytest.raises(WorkerError) as caught:
            call.result(20)
    assert caught.value.code == "worker-died"
    assert client.call("echo", 1) == [1]


def test_a_forgotten_client_ends_its_child() -> None:
    client = WorkerClient("script-check", command("worker_child_missing"))
    with pytest.raises(WorkerError, match="No module named 'worker_child_missing'"):
        client.call("identify")
    process = client._process
    assert process is not None
    del client
    gc.collect()
    assert process.returncode == 0


def test_the_end_of_the_parent_ends_the_child(client: WorkerClient) -> None:
    code = (
        "from strongroom.worker import WorkerClient;"
        f"client = WorkerClient('test', {client._command!r});"
        "print(client.call('identify'))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=environment, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert not is_running(int(done.stdout))


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"\xff\xff\xff\xff", id="a length above the limit"),
        pytest.param(b"\x00\x00\x00\x02{}", id="no length of the text"),
        pytest.param(answer(b"{]"), id="not JSON"),
        pytest.param(answer(b"{}"), id="no known tag"),
        pytest.param(answer(b"null"), id="no answer"),
        pytest.param(answer(b'{"value":{"bytes":"x"}}'), id="no number of bytes"),
        pytest.param(answer(b'{"value":{"bytes":true}}', b"a"), id="a truth for a number"),
        pytest.param(answer(b'{"value":{"bytes":2}}', b"a"), id="bytes that are not there"),
        pytest.param(answer(b'{"value":{"bytes":-1}}', b"a"), id="bytes less than none"),
        pytest.param(answer(b'{"value":1}', b"a"), id="bytes that nothing speaks of"),
        pytest.param(answer(b"[" * 10000), id="too deep"),
        pytest.param(b"\x00\x00", id="an end in the length"),
        pytest.param(answer(b"null")[:-1], id="an end in the answer"),
    ],
)
def test_an_answer_that_makes_no_sense_is_an_error(said: bytes) -> None:
    with liar(said) as client, pytest.raises(WorkerError) as caught:
        client.call("echo")
    assert caught.value.code == "worker-died"


def test_an_endless_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strongroom.worker.client._GOODBYE_SECONDS", 0.1)
    code = r"import os, time; os.write(1, b'\xff' * 4); time.sleep(60)"
    client = WorkerClient("test", [sys.executable, "-c", code])
    with client, pytest.raises(WorkerError) as caught:
        client.call("echo", seconds=20.0)
    assert caught.value.code == "worker-died"


def test_facts_cannot_take_the_place_of_the_code() -> None:
    said = (
        b'{"map":{"code":"a","message":"b","facts":{"map":'
        b'{"code":"c","self":1,"list":[],"position":4}}}}'
    )
    with liar(answer(said)) as client, pytest.raises(StrongroomError) as caught:
        client.call("echo")
    assert caught.value.code == "a"
    assert caught.value.facts == {"position": 4}


def test_a_program_that_is_not_there_is_an_error() -> None:
    with pytest.raises(WorkerError, match="did not start") as caught:
        WorkerClient("test", ["/nowhere/python"]).call("echo")
    assert caught.value.code == "worker-died"


def test_files_of_the_current_folder_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    with WorkerClient("script-check") as client, pytest.raises(WorkerError, match="no such call"):
        client.call("no-such-call")


def test_the_program_itself_can_be_the_child() -> None:
    with WorkerClient("script-check") as client, pytest.raises(WorkerError, match="no such call"):
        client.call("no-such-call")
