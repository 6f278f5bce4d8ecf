"""The recovery sheet: a vault's recovery key on paper, with all that is needed to use it."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from strongroom.paper.column import LINE, Column, lines, modules
from strongroom.paper.document import Document
from strongroom.paper.language import translate
from strongroom.paper.measures import (
    FIXED,
    LARGE_FIXED,
    MILLIMETRE,
    POINT,
    SMALL,
    TITLE,
)
from strongroom.transports.qr.still import qr_modules
from strongroom.vault.recovery_key import DrawnRecoveryKey
from strongroom.vault.storage import header_of
from strongroom.words.amounts import date_in_words, grouped_address
from strongroom.words.text import visible

_CODE = 46 * MILLIMETRE
_QUIET = 4
"""Modules of white around a code."""
_INSIDE = 5 * MILLIMETRE
_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet says: ``groups`` are the key's, ``vault_id`` is in hexadecimal."""

    vault: str
    file: str
    vault_id: str
    drawn: datetime
    groups: tuple[str, ...]


def sheet_for(vault: Path, drawn: DrawnRecoveryKey, when: datetime) -> Sheet:
    """The sheet of a key for the vault in that file; raises ``VaultError`` where it is unreadable.

    ``when`` is the moment the key was drawn.
    """
    return Sheet(vault.stem, vault.name, header_of(vault).vault_id.hex(), when, drawn.groups)


def recovery_sheet(sheet: Sheet) -> Document:
    """One page. It is the secret itself."""
    title = translate("Paper", "Recovery key of a vault")
    return Document(title, partial(_fill, sheet))


def _fill(sheet: Sheet, column: Column) -> None:
    column.text(translate("Paper", "Recovery key of a vault"), TITLE)
    column.gap(4)
    column.text(
        translate(
            "Paper",
            "Whoever has this sheet and the vault’s file can read all that is in the vault, without"
            " its passphrase. No coins can be spent with it: the vault has no private keys. Keep it"
            " where the passphrase is not, and make no photograph of it.",
        )
    )
    column.gap(8)
    _fill_vault(sheet, column)
    column.gap(8)
    _fill_key(sheet.groups, column)
    _fill_use(sheet, column)
    _fill_hand(column)


def _fill_vault(sheet: Sheet, column: Column) -> None:
    column.pair(translate("Paper", "Vault"), visible(sheet.vault))
    column.pair(translate("Paper", "Its file"), visible(sheet.file), FIXED)
    column.pair(translate("Paper", "Its id"), grouped_address(sheet.vault_id), FIXED)
    column.pair(translate("Paper", "Key drawn"), date_in_words(int(sheet.drawn.timestamp())))


def _fill_key(groups: tuple[str, ...], column: Column) -> None:
    """A frame with the groups, and the same as a code beside them."""
    code = qr_modules(" ".join(groups))
    rows = -(-len(groups) // _COLUMNS)
    height = max(rows * LARGE_FIXED.line * POINT, _CODE) + 2 * _INSIDE
    inside = QPointF(_INSIDE, _INSIDE)

    def draw(painter: QPainter, at: QPointF) -> None:
        frame = QRectF(at.x(), at.y(), column.width, height)
        painter.setPen(QPen(LINE, 0.8 * POINT))
        painter.drawRect(frame)
        _draw_groups(painter, at + inside, groups, column.width - _CODE - 3 * _INSIDE)
        side = _CODE * len(code) / (len(code) + 2 * _QUIET)
        left = frame.right() - _INSIDE - (_CODE + side) / 2
        modules(painter, QRectF(left, at.y() + (height - side) / 2, side, side), code)

    column.add(height, draw)
    column.gap(4)
    column.text(
        translate(
            "Paper",
            "The code on the right holds the same fourteen groups, for a scanner that types what it"
            " reads. Never scan it with a telephone: what one has seen is no longer only on paper."
            " The last sign of each group checks the group and its place, and the whole key is"
            " checked too: what was mistyped is named.",
        ),
        SMALL,
    )


def _draw_groups(painter: QPainter, at: QPointF, groups: tuple[str, ...], width: float) -> None:
    """In columns, each with its place before it."""
    rows, each = -(-len(groups) // _COLUMNS), width / _COLUMNS
    for place, group in enumerate(groups):
        down = LARGE_FIXED.line * POINT * (place % rows)
        here = at + QPointF(each * (place // rows), down)
        lines(f"{place + 1:2}", SMALL, each)[0].draw(painter, here + QPointF(0, 3 * POINT))
        lines(group, LARGE_FIXED, each)[0].draw(painter, here + QPointF(8 * MILLIMETRE, 0))


def _fill_use(sheet: Sheet, column: Column) -> None:
    column.heading(translate("Paper", "To open the vault with Strongroom"))
    for number, step in enumerate(_with_strongroom(), 1):
        column.step(number, step.format(file=visible(sheet.file)))
    column.heading(translate("Paper", "To read it without Strongroom"))
    for number, step in enumerate(_without(), 1):
        column.step(number, step.format(file=visible(sheet.file)))


def _with_strongroom() -> tuple[str, ...]:
    return (
        translate(
            "Paper",
            "Have the vault’s file at hand: {file}, or a copy of it from a stick or a backup.",
        ),
        translate(
            "Paper",
            "In Strongroom choose the file, tick “This is the recovery key”, and type the groups in"
            " their order. Capitals and spaces do not matter; there is no I, L, O or U in it.",
        ),
        translate(
            "Paper",
            "Then choose “Somebody may know it”. It sets another passphrase and draws another"
            " recovery key; this sheet opens nothing any more and can be destroyed.",
        ),
    )


def _without() -> tuple[str, ...]:
    return (
        translate(
            "Paper",
            "Any computer will do that has Python 3, its package cryptography, and recover.py, a"
            " short program that comes with Strongroom (in its folder vault). Keep a copy of it"
            " beside the vault’s file.",
        ),
        translate(
            "Paper",
            "python3 recover.py {file} asks for the fourteen groups, and prints all that is in the"
            " vault as text. How the file is made stands in FORMAT.md beside it.",
        ),
    )


def _fill_hand(column: Column) -> None:
    column.heading(translate("Paper", "By hand"))
    with column.together():
        column.by_hand(
            translate("Paper", "Typed back on (before that, this key opens nothing)"),
            translate("Paper", "Kept at (place)"),
        )
        column.by_hand(translate("Paper", "Put there on (date)"), translate("Paper", "By (name)"))
