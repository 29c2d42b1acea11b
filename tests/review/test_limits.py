"""How often an address may be wrong."""

from themekit.review.limits import Failures


def test_an_address_waits_until_its_failures_are_old() -> None:
    """A sliding window: not until a full hour, and not for ever."""
    now = [0.0]
    failures = Failures(most=3, within=10, clock=lambda: now[0])
    for now[0] in (0.0, 4.0, 5.0):
        assert not failures.must_wait("a")
        failures.add("a")
    assert failures.must_wait("a")
    assert not failures.must_wait("b")
    now[0] = 10.0
    assert not failures.must_wait("a")
    failures.add("a")
    assert failures.must_wait("a")


def test_addresses_are_not_remembered_without_end() -> None:
    """Whoever has many addresses fills no memory."""
    failures = Failures(most=1, within=10, clock=lambda: 0.0)
    for number in range(10_001):
        failures.add(str(number))
    assert not failures.must_wait("0")
    assert failures.must_wait("10000")
