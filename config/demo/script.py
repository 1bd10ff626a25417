"""The language of the demo's scripts, and the clock they are played by.

A scene is the story of one dispute: a generator that takes real steps and yields how long it waits, an `int` of
working days or the `date` until which. All scenes are played together, day by day, with the real sweep of deadlines
before each day's work. What a story tells beyond yesterday has not happened yet: there it stops. So one story begun
earlier or later shows the same case further on or less far.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import time_machine

from disputes.calendars import in_force
from disputes.management.commands.tick import sweep

if TYPE_CHECKING:
    from config.demo.case import Case

CHINA = ZoneInfo("Asia/Shanghai")
OPENING = time(9, 0)
BETWEEN_STEPS = timedelta(minutes=2)
Story = Generator[int | date, None, None]


@dataclass(frozen=True)
class Scene:
    """`ago` working days before today it begins; `facts` name the typical case and who takes part."""

    story: Callable[..., Story]
    ago: int
    facts: dict[str, Any]


SCENES: list[Scene] = []


def scene(*, ago: int, **facts: Any) -> Callable[[Callable[..., Story]], Callable[..., Story]]:
    """Put a story on the programme; one story may be put on it several times."""

    def put(story: Callable[..., Story]) -> Callable[..., Story]:
        SCENES.append(Scene(story, ago, facts))
        return story

    return put


def working_day(day: date, n: int) -> date:
    """The n-th working day after `day`, or before it if n is negative; 0 is the day itself if it is worked, else the last."""
    step, calendar = timedelta(days=1 if n > 0 else -1), in_force()
    while n or calendar.is_rest(day):
        day += step
        if n and calendar.is_workday(day):
            n -= 1 if n > 0 else -1
    return day


class Clock:
    """The frozen clock of the build: it moves on two minutes with every step and overnight with every day."""

    def __init__(self, traveller: Any, now: datetime) -> None:
        self.traveller, self.now = traveller, now

    def dawn(self, day: date) -> None:
        """A new day: what ran out yesterday lapses before anybody comes to work."""
        self._go(datetime.combine(day, time(0, 5), CHINA))
        sweep()
        self._go(datetime.combine(day, OPENING, CHINA))

    def step(self) -> None:
        self._go(self.now + BETWEEN_STEPS)

    def _go(self, moment: datetime) -> None:
        self.now = moment
        self.traveller.move_to(moment)


@dataclass
class Programme:
    """Every scene at the day it has come to, nearest first."""

    today: date
    queue: list[tuple[date, int, Story]] = field(default_factory=list)

    def put(self, number: int, story: Story, day: date) -> None:
        if day < self.today:
            heapq.heappush(self.queue, (day, number, story))
        else:
            story.close()

    def go_on(self) -> None:
        """Play the nearest scene until it waits again."""
        day, number, story = heapq.heappop(self.queue)
        wait = next(story, None)
        if wait is not None:
            after = (
                working_day(day, wait) if isinstance(wait, int) else working_day(wait - timedelta(days=1), 1)
            )
            self.put(number, story, after)


def play(today: date, stage: Callable[[Scene, Clock], Case], scenes: Sequence[Scene] = SCENES) -> int:
    """Play the scenes up to yesterday. Returns how many there were. Leaves the clock as it found it."""
    programme = Programme(today)
    with time_machine.travel(datetime.combine(today, OPENING, CHINA), tick=False) as traveller:
        clock = Clock(traveller, datetime.combine(today, OPENING, CHINA))
        for number, one in enumerate(scenes):
            case = stage(one, clock)
            programme.put(number, one.story(case), working_day(today, -one.ago))
        day = programme.queue[0][0]
        while day < today:
            clock.dawn(day)
            while programme.queue and programme.queue[0][0] <= day:
                programme.go_on()
            day += timedelta(days=1)
    return len(scenes)
