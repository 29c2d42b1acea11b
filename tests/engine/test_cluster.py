"""The engine on dask.distributed: the same bytes, whoever dies on the way."""

import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from support import INTERVIEW, MortalEncoder, PlainAnalyser, WordEncoder, make_study
from themekit.engine import Engine, dask_engine
from themekit.errors import EngineError, InputError, Problem
from themekit.workflows.context import Models
from themekit.workflows.run import run_study

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Give two workers on this machine."""
    with dask_engine(workers=2) as found:
        yield found


def larger(folder: Path) -> Path:
    """Write a study of six interviews and some answers."""
    names = {
        f"interviews__P{n}.txt": INTERVIEW.replace("P1", f"P{n}").replace("June", f"June {n}")
        for n in range(2, 7)
    }
    return make_study(folder, **names)


def outputs(study: Path) -> dict[str, bytes]:
    """Return every output's bytes but run.json's, which holds times."""
    found = sorted((study / "outputs").iterdir())
    return {path.name: path.read_bytes() for path in found if path.name != "run.json"}


def expected(folder: Path) -> dict[str, bytes]:
    """Return the outputs of a run in this process."""
    study = larger(folder)
    run_study(study, models=Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser))
    return outputs(study)


def test_two_workers_write_the_bytes_of_this_process(tmp_path: Path, engine: Engine) -> None:
    """Where the work is done decides nothing."""
    study = larger(tmp_path / "there")
    models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
    run_study(study, models=models, engine=engine)
    assert outputs(study) == expected(tmp_path / "here")


def test_a_worker_that_dies_costs_time_and_no_result(tmp_path: Path) -> None:
    """The only worker dies over its first text with all that it held; the next one goes on."""
    mark = tmp_path / "died"
    study = larger(tmp_path / "there")
    mortal = partial(MortalEncoder, mark)
    models = Models(WordEncoder.key, PlainAnalyser.key, mortal, PlainAnalyser)
    with dask_engine(workers=1) as engine:
        run_study(study, models=models, engine=engine)
    assert mark.exists()
    assert outputs(study) == expected(tmp_path / "here")


def test_results_come_in_order_and_parts_are_not_all_taken_at_once(engine: Engine) -> None:
    """What took longest does not come last, and a million parts are never in memory together."""
    taken: list[int] = []
    parts = (taken.append(n) or n for n in (3, 0, 2, *range(4, 100)))
    results = engine.map(slowly, parts)
    assert taken == []
    assert [next(results) for _ in range(3)] == [3, 0, 2]
    assert len(taken) < 20


def slowly(part: int) -> int:
    """Take longer over the first parts."""
    time.sleep(0.05 * (part == 3))
    return part


def test_what_a_worker_finds_wrong_is_raised_here(engine: Engine) -> None:
    """With every problem, and the engine can go on."""
    with pytest.raises(InputError, match=r"a.csv:3: wrong"):
        list(engine.map(broken, [1]))
    assert list(engine.map(slowly, [1, 2])) == [1, 2]


def broken(_part: int) -> None:
    """Find something wrong."""
    raise InputError([Problem("a.csv", 3, "wrong")])


def test_a_part_that_kills_every_worker_ends_the_run_with_one_sentence() -> None:
    """Nobody waits for ever."""
    with (
        dask_engine(workers=2) as engine,
        pytest.raises(EngineError, match=r"lost 4 workers over one part.*same command goes on"),
    ):
        list(engine.map(os._exit, [1]))


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a traceback, and before any work is done."""
    monkeypatch.setattr("themekit.engine.cluster.SECONDS", 1)
    with pytest.raises(EngineError, match=r"'tcp://127.0.0.1:1' does not answer"):
        dask_engine("tcp://127.0.0.1:1").__enter__()
    with pytest.raises(EngineError, match=r"No certificates are set .* 'tls://127.0.0.1:1'"):
        dask_engine("tls://127.0.0.1:1").__enter__()


def test_nobody_else_on_the_machine_is_let_in(engine: Engine) -> None:
    """The cluster listens on this machine alone and talks to nobody without its keys."""
    from distributed import Client, Security

    list(engine.map(slowly, [1]))
    client = engine._client  # type: ignore[attr-defined]
    assert client.scheduler.address.startswith("tls://127.0.0.1:")
    where = client.scheduler.address
    strangers = {where.replace("tls://", "tcp://"): None, where: Security.temporary()}
    for address, keys in strangers.items():
        with pytest.raises(OSError, match=r"Timed out|TCP|TLS"):
            Client(address, security=keys, timeout=1, set_as_default=False)
    port = client.cluster.scheduler.http_server.port
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"http://127.0.0.1:{port}/health", timeout=5)
