"""The engine on dask.distributed: parts of the work travel to workers and come back in order.

Only what is in a part leaves this process, and only to the workers: the study's folder and its
store stay here. A worker that dies is replaced or done without; its parts are done again.
"""

from __future__ import annotations

import logging
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory
from typing import Any, Self

import dask
from dask.system import CPU_COUNT
from distributed import Client, LocalCluster, Security
from distributed.comm import CommClosedError
from distributed.scheduler import KilledWorker
from distributed.system import MEMORY_LIMIT

from themekit.engine.local import PartT, ResultT
from themekit.engine.transport import Job, Packed, differences, do, machine, refuse
from themekit.errors import EngineError

AHEAD = 2
"""Parts a worker finds waiting when it has done one."""
SECONDS = 15
"""How long a scheduler may take to answer, and how long it may be without workers."""
WORKER_BYTES = 1_500_000_000
"""What a worker with its models needs at most."""
_SETTINGS = {
    # Texts are confidential: no part of them goes to a disk, a log or a page of statistics.
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.admin.large-graph-warning-threshold": "1GB",
    # Dask gives freed memory back at once, and a model would ask for it again with every batch.
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 1 << 27,
}


class DaskEngine:
    """An engine that hands parts to the workers of a dask scheduler.

    Parameters
    ----------
    scheduler : str
        Address; empty for a cluster on this machine, which starts with the first part of work
        and ends with the engine.
    workers : int
        Of a cluster on this machine; 0 for what it has processors and memory for.
    model, spacy_model : str or None
        What the workers must have too.
    """

    elsewhere = True

    def __init__(
        self, scheduler: str, workers: int, model: str | None, spacy_model: str | None
    ) -> None:
        self._scheduler = scheduler
        self._wanted = workers or max(1, min(CPU_COUNT, MEMORY_LIMIT // WORKER_BYTES))
        self._models = (model, spacy_model)
        self._client: Any = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Connect, where there is something to connect to."""
        if self._scheduler:
            self._connected()
        return self

    def __exit__(self, *_error: object) -> None:
        """Let go of the workers; those on this machine end."""
        self._stack.close()
        self._client = None

    @property
    def workers(self) -> int:
        """How many parts are worked on at a time: one a process, however many threads it has."""
        return max(1, len(self._client.nthreads())) if self._client else self._wanted

    def map(
        self, function: Callable[[PartT], ResultT], parts: Iterable[PartT]
    ) -> Iterator[ResultT]:
        """Yield a result a part, in order."""
        client = self._connected()
        name = f"themekit-{uuid.uuid4().hex}"
        waiting: deque[Any] = deque()
        with _in_plain_words(self._scheduler):
            job = Packed.of(Job(function, self._models, machine(*self._models)))
            # A task, not scattered data: if all who hold it die, the scheduler makes it again.
            sent = client.submit(Packed.opened, job, key=f"{name}-job")
            try:
                for number, part in enumerate(parts):
                    waiting.append(client.submit(do, sent, Packed.of(part), key=f"{name}-{number}"))
                    if len(waiting) > (AHEAD + 1) * self.workers:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                client.cancel([*waiting, sent])

    def _connected(self) -> Any:
        if self._client is None:
            self._stack.enter_context(_quiet())
            self._stack.enter_context(dask.config.set(_SETTINGS))
            try:
                self._client = self._joined() if self._scheduler else self._started()
                self._check()
            except BaseException:
                self._stack.close()
                self._client = None
                raise
        return self._client

    def _started(self) -> Any:
        """Start workers that nobody else can reach: this machine only, with keys of their own."""
        folder = self._stack.enter_context(TemporaryDirectory(prefix="themekit-"))
        cluster = LocalCluster(
            n_workers=self._wanted,
            threads_per_worker=1,
            host="127.0.0.1",
            protocol="tls",
            security=Security.temporary(),
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
            local_directory=folder,
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )
        self._stack.enter_context(cluster)
        return self._stack.enter_context(Client(cluster, set_as_default=False))

    def _joined(self) -> Any:
        try:
            client = Client(self._scheduler, timeout=SECONDS, set_as_default=False)
            self._stack.enter_context(client)
        except TypeError as error:  # dask's word for an encrypted address without certificates
            raise EngineError(
                f"No certificates are set for the scheduler '{self._scheduler}': "
                "docs/lab/scaling.md says where dask looks for them."
            ) from error
        except (OSError, ValueError) as error:
            raise EngineError(
                f"The scheduler '{self._scheduler}' does not answer: check the address "
                "(tls://HOST:PORT or tcp://HOST:PORT), that it runs, and that its certificates are "
                "those of this machine's dask settings."
            ) from error
        try:
            client.wait_for_workers(1, timeout=SECONDS)
        except TimeoutError as error:
            raise EngineError(
                f"The scheduler '{self._scheduler}' has no workers: start some first."
            ) from error
        return client

    def _check(self) -> None:
        """Compare what is installed on the workers with what is here."""
        here = machine(*self._models)
        found = self._client.run(machine, *self._models, on_error="return")
        for address, there in sorted(found.items()):
            if isinstance(there, BaseException):
                raise EngineError(
                    f"The worker {address} cannot load themekit ({there}): install the same "
                    "version there."
                )
            refuse(address, differences(here, there))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the cluster's own talk from the terminal: what matters comes as an error."""
    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"distributed\..*")
        try:
            yield
        finally:
            logger.setLevel(before)


@contextmanager
def _in_plain_words(scheduler: str) -> Iterator[None]:
    """Turn the loss of workers into one sentence that says what to do."""
    where = f"The scheduler '{scheduler}'" if scheduler else "The cluster on this machine"
    try:
        yield
    except KilledWorker as error:
        raise EngineError(
            f"{where} lost {error.allowed_failures + 1} workers over one part of the work, most "
            "likely for want of memory: give each more, or use fewer. What is saved is kept; the "
            "same command goes on from there."
        ) from error
    except (CancelledError, CommClosedError) as error:
        raise EngineError(
            f"{where} went away. What is saved is kept; the same command goes on from there."
        ) from error
