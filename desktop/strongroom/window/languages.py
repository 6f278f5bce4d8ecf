"""The languages the window speaks: English, in which it is written, and those translated to."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from strongroom.assets import resource

ENGLISH = "en"
_PREFIX = "strongroom_"


@dataclass(frozen=True, slots=True)
class Language:
    """``code`` is as Qt writes it, ``pt_BR``; ``name`` is the language's own word for itself."""

    code: str
    name: str


def translations() -> Path | None:
    """The folder of translations, where this installation has one."""
    try:
        return resource("translations")
    except FileNotFoundError:
        return None


def languages(folder: Path | None) -> tuple[Language, ...]:
    """English, then those that ``folder`` has a translation for, by their names."""
    files = sorted(folder.glob(f"{_PREFIX}*.qm")) if folder is not None else []
    codes = {file.stem.removeprefix(_PREFIX) for file in files} - {ENGLISH}
    others = [Language(code, QLocale(code).nativeLanguageName() or code) for code in codes]
    return (Language(ENGLISH, "English"), *sorted(others, key=lambda one: one.name.casefold()))


def speak(application: QCoreApplication, code: str, folder: Path | None) -> tuple[QTranslator, ...]:
    """Has the application speak a language from now on; what is shown already stays as it is.

    A language without a translation here is English. What Qt itself says, as in its dialogs, comes
    along where Qt knows the language.
    """
    if folder is None or code not in {one.code for one in languages(folder)[1:]}:
        return ()
    own = folder / f"{_PREFIX}{code}.qm"
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{code}.qm")
    loaded = []
    for file in (qt, own):
        translator = QTranslator(application)
        if translator.load(str(file)):
            application.installTranslator(translator)
            loaded.append(translator)
    return tuple(loaded)
