"""``themekit doctor``: whether everything that themekit needs is on this machine, and works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from themekit.errors import ThemekitError, nameless
from themekit.workflows import installation, machine
from themekit.workflows.installation import Line

TRIED = "More people came every week."
"""What the models are tried on."""
_VISUAL_C = (
    "install Microsoft's Visual C++ Redistributable (x64, 25 MB, free), which torch needs on "
    "Windows; then try again"
)
Look = Callable[[], Iterable[Line]]


def examine(
    folder: Path, model: str | None = None, spacy_model: str | None = None
) -> Iterator[Line]:
    """Look at one thing after the other, and tell of each as soon as it is known.

    Parameters
    ----------
    folder : Path
        Where a study is, or is to be.
    model, spacy_model : str or None
        An encoder and a spaCy model to look for in the place of the default ones.

    Yields
    ------
    Line
        What a look throws becomes a line as well: one broken part hides no other.
    """
    looks: tuple[tuple[str, Look], ...] = (
        ("Python", installation.python),
        ("themekit", installation.own_files),
        ("packages", installation.packages),
        ("command", machine.command),
        ("torch", _torch),
        ("language model", partial(_language, spacy_model)),
        ("encoder", partial(_encoder, model)),
        ("topics", _topics),
        ("memory", machine.memory),
        ("disk", partial(machine.disk, folder)),
        ("folder", partial(machine.place, folder)),
        ("letters", machine.letters),
        ("browser", machine.browser),
    )
    for about, look in looks:
        try:
            yield from look()
        except ThemekitError as error:
            yield Line(about, "missing", str(error), _mend(error))
        except Exception as error:  # noqa: BLE001 (whatever a broken part throws is what is asked)
            yield Line(about, "missing", f"it does not work: {nameless(error)}", _mend(error))


def _mend(error: Exception) -> str:
    """Say what helps when a part does not load."""
    if isinstance(error, ThemekitError):
        # The error itself names the way out; of the packages that come along this is all of it.
        return installation.again() if "install themekit again" in str(error) else ""
    is_library = isinstance(error, OSError | ImportError)
    if is_library and not isinstance(error, ModuleNotFoundError) and installation.is_windows():
        return _VISUAL_C
    return installation.again()


def _torch() -> Iterator[Line]:
    """Load the library that the encoder runs in; it is the largest part, and the most delicate."""
    import torch

    version = str(torch.__version__)
    if torch.version.cuda:
        told = f"{version}, with libraries for NVIDIA cards: several GB that themekit does not use"
        anew = installation.pip("--force-reinstall --no-deps torch", cpu=True)
        todo = f"if the room matters: {anew}"
        yield Line("torch", "note", told, todo)
    else:
        yield Line("torch", "ok", version)


def _language(model: str | None) -> Iterator[Line]:
    """Have the spaCy model analyse a sentence."""
    from themekit.language.analyser import analyser_key, load_analyser

    key = analyser_key(model)
    doc = next(load_analyser(model).docs([TRIED]))
    name = key.partition("-spacy-")[0].replace("-", " ")
    told = f"{name}: {len(doc)} words read in {sum(1 for _ in doc.sents)} sentence"
    yield Line("language model", "ok", told)


def _encoder(model: str | None) -> Iterator[Line]:
    """Have the encoder, its weights checked, turn a sentence into a vector."""
    from themekit.vectors.encoder import load_encoder
    from themekit.vectors.weights import BUNDLED, model_folder

    folder = model_folder(model)
    vector = load_encoder(model).encode([TRIED])[0]
    told = f"{model or BUNDLED} ({installation.size_of(folder)}): a vector of {len(vector)} numbers"
    yield Line("encoder", "ok", told)


def _topics() -> Iterator[Line]:
    """Import what finds topics."""
    import bertopic

    yield Line("topics", "ok", f"BERTopic {bertopic.__version__}")
