import pytest

from strongroom.model.errors import ReadError
from strongroom.workflows.free_text import clean, refuse_secrets

SEED = "legal winner thank year wave sausage worth useful legal winner thank yellow"
WIF = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"


@pytest.mark.parametrize("text", [SEED, SEED.upper(), f"at home, {WIF}", SEED.replace(" ", ", ")])
def test_a_secret_is_refused_by_its_kind_alone(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        refuse_secrets("Anna", text)
    assert caught.value.code == "secret-found"
    assert text[:8] not in f"{caught.value} {dict(caught.value.facts)}"


@pytest.mark.parametrize("text", ["", "Anna", "at home in the blue box", "rent for May"])
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


def test_what_hides_is_made_visible_and_ends_are_trimmed() -> None:
    assert clean(" a\u200bb\n") == "a<U+200B>b"
