import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from strongroom.window.look import Look
from strongroom.window.painting import smooth
from strongroom.window.theme import Role
from strongroom.window.widgets.sign import Sign, SignKind, draw_sign


def shape(look: Look, kind: SignKind) -> bytes:
    """The sign without its colour."""
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    smooth(painter)
    draw_sign(painter, look, QRectF(0, 0, 40, 40), kind)
    painter.end()
    return bytes(image.convertToFormat(QImage.Format.Format_Alpha8).constBits())


def test_every_state_has_a_shape_of_its_own(look: Look) -> None:
    same = {SignKind.PRACTICE: SignKind.NOW, SignKind.DONE: SignKind.SEEN}
    kinds = [kind for kind in SignKind if kind not in same]
    assert len({shape(look, kind) for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("kind", list(SignKind))
def test_a_sign_is_heard_as_its_word(look: Look, kind: SignKind) -> None:
    assert Sign(look, kind).accessibleName() == kind.word


def test_a_sign_is_heard_as_what_it_means_here(look: Look) -> None:
    sign = Sign(look, SignKind.SEEN, meaning="Proven on the device")
    assert sign.accessibleName() == "Proven on the device"
    sign.set_kind(SignKind.DUE)
    assert sign.accessibleName() == "due"


def test_what_stops_is_drawn_in_its_role(look: Look) -> None:
    assert SignKind.STOPS.role is Role.BLOCK
    assert {kind.role for kind in SignKind} >= {Role.GOOD, Role.WARN, Role.BLOCK, Role.PRACTICE}
