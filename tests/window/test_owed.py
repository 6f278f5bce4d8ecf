from threading import Thread

from strongroom.window.owed import Owed


def test_what_is_not_done_yet_is_owed() -> None:
    owed = Owed()
    owed.add()
    owed.add()
    owed.done()
    assert not owed.is_nothing
    owed.done()
    assert owed.is_nothing


def test_who_waits_goes_on_when_all_is_done() -> None:
    owed = Owed()
    owed.add()
    waiting = Thread(target=owed.wait, args=(600,))
    waiting.start()
    assert waiting.is_alive()
    owed.done()
    waiting.join(60)
    assert not waiting.is_alive()


def test_nobody_waits_for_ever() -> None:
    owed = Owed()
    owed.add()
    owed.wait(0)
    assert not owed.is_nothing
