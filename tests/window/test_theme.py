import tomllib
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from strongroom.assets import resource
from strongroom.window.colour import Colour
from strongroom.window.theme import Role, Theme, ThemeError, ThemeName, load_theme, read_theme

GROUNDS = (Role.PAPER, Role.RAIL, Role.SURFACE)
STATES = (Role.ACCENT, Role.GOOD, Role.WARN, Role.BLOCK, Role.PRACTICE)
TEXT, CONTROL = 4.5, 3.0

# Contrast as the design states it: ink, ink-soft, accent, good, warn, block, practice, edge.
STATED = {
    ThemeName.LIGHT: (13.7, 5.9, 6.4, 5.4, 5.3, 5.5, 6.4, 3.2),
    ThemeName.DARK: (10.1, 5.4, 6.1, 6.2, 6.2, 5.7, 5.7, 3.9),
    ThemeName.HIGH_CONTRAST: (21.0, 15.6, 11.4, 10.0, 10.7, 9.8, 12.0, 21.0),
}
# On a filled button at rest, under the pointer, pressed; the middle of an address, and of a false one.
STATED_MIXED = {
    ThemeName.LIGHT: (7.7, 9.3, 11.1, 8.7, 4.6),
    ThemeName.DARK: (8.4, 9.3, 10.3, 9.0, 5.0),
    ThemeName.HIGH_CONTRAST: (11.4, 13.0, 14.6, 21.0, 9.8),
}


@pytest.fixture(params=list(ThemeName))
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def said() -> dict[str, Any]:
    text = resource("themes/light.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def worst(theme: Theme, role: Role) -> float:
    """Against every ground; text and soft text against every tint too, a state against its own."""
    grounds = [theme.colour(ground) for ground in GROUNDS]
    if role in STATES:
        grounds.append(theme.tint(role))
    elif role is not Role.EDGE:
        grounds += [theme.tint(state) for state in STATES]
    return min(theme.colour(role).contrast(ground) for ground in grounds)


def test_every_role_has_the_contrast_the_design_states(theme: Theme) -> None:
    roles = (Role.INK, Role.INK_SOFT, *STATES, Role.EDGE)
    for role, stated in zip(roles, STATED[theme.name], strict=True):
        least = CONTROL if role is Role.EDGE else TEXT
        assert worst(theme, role) >= least
        assert worst(theme, role) == pytest.approx(stated, abs=0.05)


def test_what_is_mixed_has_the_contrast_the_design_states(theme: Theme) -> None:
    on_accent, surface = theme.colour(Role.ON_ACCENT), theme.colour(Role.SURFACE)
    filled = (theme.colour(Role.ACCENT), theme.filled_hover(), theme.filled_pressed())
    seen = [on_accent.contrast(ground) for ground in filled]
    seen += [theme.address_middle(role).contrast(surface) for role in (Role.INK, Role.BLOCK)]
    assert min(seen) >= TEXT
    assert seen == pytest.approx(STATED_MIXED[theme.name], abs=0.06)


def test_the_words_of_a_quiet_button_can_be_read_under_the_pointer(theme: Theme) -> None:
    for ground in (theme.quiet_hover(), theme.quiet_pressed()):
        assert theme.colour(Role.INK).contrast(ground) >= TEXT
        assert theme.colour(Role.BLOCK).contrast(ground) >= TEXT


def test_a_control_on_a_tint_is_outlined_strongly_enough(theme: Theme) -> None:
    for state in STATES:
        assert theme.colour(Role.INK_SOFT).contrast(theme.tint(state)) >= CONTROL


def test_practice_takes_the_place_of_the_accent_and_can_be_read(theme: Theme) -> None:
    practice = theme.for_practice()
    assert practice.is_practice
    assert practice.colour(Role.ACCENT) == theme.colour(Role.PRACTICE)
    for ground in (
        practice.colour(Role.ACCENT),
        practice.filled_hover(),
        practice.filled_pressed(),
    ):
        assert practice.colour(Role.ON_ACCENT).contrast(ground) >= TEXT


def test_practice_changes_no_other_role(theme: Theme) -> None:
    practice = theme.for_practice()
    others = [role for role in Role if role is not Role.ACCENT]
    assert [practice.colour(role) for role in others] == [theme.colour(role) for role in others]


def test_high_contrast_has_no_tint_but_lines_of_the_role() -> None:
    theme = load_theme(ThemeName.HIGH_CONTRAST)
    assert theme.is_high_contrast
    assert theme.tint(Role.WARN) == theme.colour(Role.SURFACE)
    assert theme.tint_outline(Role.WARN) == theme.colour(Role.WARN)
    assert theme.hairline == 2


def test_a_tint_is_mixed_over_the_surface() -> None:
    theme = load_theme(ThemeName.LIGHT)
    assert str(theme.tint(Role.WARN)) == "#F6F1EB"
    assert str(theme.own_band()) == "#CEDEE3"
    assert str(theme.payment_band()) == "#D6DADC"


def without(table: str, key: str) -> Callable[[dict[str, Any]], object]:
    return lambda whole: whole[table].pop(key)


def put(table: str, **pairs: object) -> Callable[[dict[str, Any]], object]:
    return lambda whole: whole[table].update(pairs)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(without("roles", "ink"), id="a role is missing"),
        pytest.param(without("mixing", "tint"), id="a share is missing"),
        pytest.param(put("roles", shadow="#000000"), id="a role nobody knows"),
        pytest.param(put("roles", ink="black"), id="no colour"),
        pytest.param(put("mixing", glow=1), id="a share nobody knows"),
        pytest.param(lambda whole: whole.pop("roles"), id="no roles"),
        pytest.param(lambda whole: whole.update(name="pink"), id="a name nobody knows"),
    ],
)
def test_refuses_a_theme_that_is_not_whole(spoil: Callable[[Mapping[str, Any]], object]) -> None:
    whole = said()
    spoil(whole)
    with pytest.raises(ThemeError):
        read_theme(whole)


def test_a_theme_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_theme(ThemeName.LIGHT).roles[Role.INK] = Colour(0, 0, 0)  # type: ignore[index]
