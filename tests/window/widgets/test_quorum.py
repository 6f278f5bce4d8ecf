import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from strongroom.window.look import Look
from strongroom.window.measures import Measures
from strongroom.window.theme import Role
from strongroom.window.widgets.quorum import Quorum, QuorumState, SlotSize, SlotState

HOLLOW, HALF, FULL = SlotState.HOLLOW, SlotState.HALF, SlotState.FULL


def test_says_how_many_are_needed_and_what_became_of_each(look: Look) -> None:
    states = (FULL, HALF, HOLLOW, SlotState.REFUSED, SlotState.CROSSED)
    quorum = Quorum(look, QuorumState(states, 3))
    assert quorum.accessibleName() == (
        "3 of 5 keys needed: 1 not yet, 1 with the signer, 1 signed and checked, 1 refused, 1 lost"
    )


def test_says_anew_what_changed(look: Look) -> None:
    quorum = Quorum(look, QuorumState((HOLLOW, HOLLOW), 2))
    quorum.set_state(QuorumState((FULL, FULL), 2))
    assert quorum.accessibleName() == "2 of 2 keys needed: 2 signed and checked"


def test_a_slot_alone_has_no_bolt(look: Look) -> None:
    slot = Quorum(look, QuorumState((FULL,), 0), SlotSize.LARGE)
    assert slot.sizeHint() == QSize(28, 42)
    assert slot.accessibleName() == "1 signed and checked"


@pytest.mark.parametrize(
    ("size", "count", "hint"),
    [
        (SlotSize.SMALL, 3, QSize(36, 20)),
        (SlotSize.MEDIUM, 3, QSize(52, 27)),
        (SlotSize.LARGE, 3, QSize(104, 51)),
        (SlotSize.SMALL, 7, QSize(88, 20)),
        (SlotSize.SMALL, 8, QSize(70, 20)),
        (SlotSize.LARGE, 15, QSize(133, 20)),
    ],
)
def test_takes_the_room_of_the_design(look: Look, size: SlotSize, count: int, hint: QSize) -> None:
    assert Quorum(look, QuorumState((HOLLOW,) * count, 2), size).sizeHint() == hint


def test_grows_with_the_text(look: Look) -> None:
    quorum = Quorum(look, QuorumState((HOLLOW,) * 3, 2))
    look.change(measures=Measures(2.0))
    assert quorum.sizeHint() == QSize(72, 40)


def pixels(look: Look, state: QuorumState) -> QImage:
    quorum = Quorum(look, state, SlotSize.LARGE)
    quorum.resize(quorum.sizeHint())
    image = QImage(quorum.size(), QImage.Format.Format_RGB32)
    image.fill(look.ink(Role.SURFACE))
    quorum.render(image)
    return image


def test_the_bolt_fills_as_signatures_come_whoever_signed(look: Look) -> None:
    accent, idle = look.ink(Role.ACCENT), look.ink(Role.INK_SOFT)
    for slots, filled in (
        ((HOLLOW, HOLLOW, HOLLOW), 0),
        ((HOLLOW, HALF, FULL), 1),
        ((FULL, HOLLOW, FULL), 2),
        ((FULL, FULL, FULL), 2),
    ):
        image = pixels(look, QuorumState(slots, 2))
        bolt = [image.pixelColor(x, 49) for x in (20, 50)]
        assert bolt == [accent] * filled + [idle] * (2 - filled)


def test_states_differ_without_colour(look: Look) -> None:
    mono = QImage.Format.Format_Mono
    pictures = {
        bytes(pixels(look, QuorumState((slot,), 0)).convertToFormat(mono).constBits())
        for slot in SlotState
        if slot is not SlotState.REFUSED
    }
    assert len(pictures) == len(SlotState) - 1


@pytest.mark.parametrize(("count", "needed"), [(2, 3), (0, 1), (3, -1)])
def test_refuses_what_is_no_quorum(count: int, needed: int) -> None:
    with pytest.raises(ValueError, match="not a quorum"):
        QuorumState((HOLLOW,) * count, needed)
