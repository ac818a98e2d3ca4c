"""The cheapest way to send so many units through a network: whole numbers, no chance involved."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable


class Network:
    """A network of arcs with capacities and costs; nodes are whatever can be hashed.

    Successive shortest paths (Ahuja, Magnanti and Orlin, Network Flows, 1993, 9.7) with the queue
    of Bellman and Ford, as costs may be negative. Arcs are looked at in the order they were added,
    so that equal costs lead to the same flow on every machine.
    """

    def __init__(self) -> None:
        self._from: dict[Hashable, list[int]] = {}
        self._to: list[Hashable] = []
        self._room: list[int] = []
        self._cost: list[int] = []

    def arc(self, start: Hashable, end: Hashable, capacity: int, cost: int = 0) -> int:
        """Add an arc; the number it returns is for ``used``."""
        number = len(self._to)
        for here, there, room, price in ((start, end, capacity, cost), (end, start, 0, -cost)):
            self._from.setdefault(here, []).append(len(self._to))
            self._to.append(there)
            self._room.append(room)
            self._cost.append(price)
        return number

    def used(self, number: int) -> int:
        """Units that go through an arc."""
        return self._room[number + 1]

    def send(self, source: Hashable, sink: Hashable, amount: int) -> int:
        """Send up to ``amount`` units as cheaply as can be; returns how many went through."""
        sent = 0
        while sent < amount:
            path = self._cheapest_path(source, sink)
            if path is None:
                break
            units = min(amount - sent, *(self._room[arc] for arc in path))
            for arc in path:
                self._room[arc] -= units
                self._room[arc ^ 1] += units
            sent += units
        return sent

    def _cheapest_path(self, source: Hashable, sink: Hashable) -> list[int] | None:
        best: dict[Hashable, int] = {source: 0}
        by: dict[Hashable, int] = {}
        waiting = deque([source])
        queued = {source}
        while waiting:
            node = waiting.popleft()
            queued.discard(node)
            for arc in self._from.get(node, ()):
                if not self._room[arc]:
                    continue
                there, cost = self._to[arc], best[node] + self._cost[arc]
                if there not in best or cost < best[there]:
                    best[there], by[there] = cost, arc
                    if there not in queued:
                        queued.add(there)
                        waiting.append(there)
        if sink not in by:
            return None
        path = []
        node = sink
        while node != source:
            path.append(by[node])
            node = self._to[by[node] ^ 1]
        return path
