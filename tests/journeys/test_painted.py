"""What the program tells a screen reader is what it paints: an unlocked page shows, a locked one goes."""

from functools import partial

import pytest
from PIL import Image, ImageChops

from strongroom.vault.places import Places
from tests.journeys.test_killed import keep_family, unlock
from tests.person import Typing
from tests.screen import SIZE, Screen, until

pytestmark = [pytest.mark.screen, pytest.mark.timeout(300)]
PAGE = (240, 0, *SIZE)
"""The screen without the rail."""
MOST_ALIKE = 60_000
"""Pixels by which two pictures of one page differ at most; of two pages, 160,000 do."""


def test_a_page_shows_when_the_vault_opens_and_is_gone_when_it_locks(screen: Screen) -> None:
    keep_family(Places.of({}, screen.home).vault("Home vault"))
    with Typing(screen) as person:
        person.go_on("Open or make a vault")
        person.see("Passphrase")
        locked = screen.grab()
        unlock(person)
        until(partial(differs, screen, locked), "the unlocked page is not painted")
        unlocked = screen.grab()
        person.use("Lock")
        person.see("Unlock")
        until(partial(differs, screen, unlocked), "what is locked stays in view")


def differs(screen: Screen, before: Image.Image) -> bool:
    """Whether the screen shows another page now."""
    changed = ImageChops.difference(screen.grab().crop(PAGE), before.crop(PAGE)).convert("L")
    return sum(changed.histogram()[1:]) > MOST_ALIKE
