"""The problems: text ones with written-out reasoning, and pictures with verifiable answers.

Every generator takes a `random.Random`, so one seed gives one set of problems. No constant answer may pay: sums spread
over 3..20, the largest of three over 10..99, colours over four words, counts over 1..4 (see `tests/test_data.py`).
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

SIDE = 56  # pixels; patches of 14 merged two by two, so every picture is 4 image tokens
BACKGROUND = (245, 245, 245)
COLOURS = {"red": (220, 40, 40), "green": (40, 180, 60), "blue": (50, 80, 220), "yellow": (230, 210, 40)}
COLOUR_QUESTION, COUNT_QUESTION = "Which colour is it?", "How many squares?"


@dataclass(frozen=True)
class Problem:
    """`squares` holds (x0, y0, x1, y1, colour) in pixels, both corners inclusive; empty means a text problem."""

    question: str
    answer: str
    reasoning: str = ""
    squares: tuple[tuple[int, int, int, int, str], ...] = ()

    @property
    def kind(self) -> str:
        return "image" if self.squares else "text"

    @property
    def digest(self) -> bytes:
        """Identifies what is asked (not how it is answered): the question and the picture."""
        return hashlib.sha256(repr((self.question, self.squares)).encode()).digest()

    @property
    def reserved(self) -> bool:
        """One problem in eight belongs to the held-out set and may not be trained on, whatever the seed."""
        return self.digest[0] % 8 == 0

    def picture(self) -> Image.Image:
        """The RGB picture, SIDE x SIDE pixels."""
        image = Image.new("RGB", (SIDE, SIDE), BACKGROUND)
        draw = ImageDraw.Draw(image)
        for x0, y0, x1, y1, colour in self.squares:
            draw.rectangle([x0, y0, x1, y1], fill=COLOURS[colour])
        return image


def chain_sum(rng: random.Random) -> Problem:
    """Three or four addends: one subgoal a step, now and then a slip that is noticed, now and then a check."""
    addends = [rng.randint(1, 5) for _ in range(rng.choice([3, 4]))]
    total, steps = addends[0], []
    for i, addend in enumerate(addends[1:]):
        before, total = total, total + addend
        start = f"First {before} and {addend}" if i == 0 else f"Then {addend}"
        if rng.random() < 0.1:
            steps.append(f"{start}: {total + rng.choice([-1, 1])}. Wait, {before} and {addend} give {total}.")
        else:
            steps.append(f"{start}: {total}.")
    if rng.random() < 0.5:
        steps.append(f"Check: {total} minus {addends[-1]} is {total - addends[-1]}.")
    return Problem(f"What is {' + '.join(map(str, addends))}?", str(total), " ".join(steps))


def largest(rng: random.Random) -> Problem:
    """Three different numbers of two digits, compared one after the other."""
    numbers = rng.sample(range(10, 100), 3)
    best, steps = numbers[0], [f"Start with {numbers[0]}."]
    for number in numbers[1:]:
        verdict = "larger" if number > best else "smaller"
        best = max(best, number)
        steps.append(f"{number} is {verdict}, keep {best}.")
    return Problem(f"Which is largest: {', '.join(map(str, numbers))}?", str(best), " ".join(steps))


def scene_in_words(rng: random.Random) -> Problem:
    """The word twin of the pictures: four words stand where a picture has its four image tokens."""
    colour, count = rng.choice(list(COLOURS)), rng.randint(1, 4)
    cells = [colour] * count + ["empty"] * (4 - count)
    rng.shuffle(cells)
    question, answer, reasoning = about(colour, count, rng)
    return Problem(f"{' '.join(cells)}. {question}", answer, reasoning)


def about(colour: str, count: int, rng: random.Random) -> tuple[str, str, str]:
    """(question, answer, reasoning) about a scene, with or without words or a picture before it."""
    if rng.random() < 0.5:
        return COLOUR_QUESTION, colour, f"Let me look. It is {colour}."
    return COUNT_QUESTION, str(count), f"Let me count. There are {count}."


def unseen(rng: random.Random) -> Problem:
    """A picture's question without its picture: only the manner of answering can be learned, and to vary the guess."""
    return Problem(*about(rng.choice(list(COLOURS)), rng.randint(1, 4), rng))


def colour_picture(rng: random.Random) -> Problem:
    """One big square somewhere."""
    colour, side = rng.choice(list(COLOURS)), rng.randint(32, 40)
    x, y = rng.randint(0, SIDE - side), rng.randint(0, SIDE - side)
    return Problem(COLOUR_QUESTION, colour, squares=((x, y, x + side - 1, y + side - 1, colour),))


def count_picture(rng: random.Random) -> Problem:
    """One to four squares of one colour, each somewhere in its own quarter."""
    colour, squares = rng.choice(list(COLOURS)), []
    for cell in sorted(rng.sample(range(4), rng.randint(1, 4))):
        side = rng.randint(18, 22)
        x, y = (28 * (cell % 2) + rng.randint(1, 27 - side), 28 * (cell // 2) + rng.randint(1, 27 - side))
        squares.append((x, y, x + side - 1, y + side - 1, colour))
    return Problem(COUNT_QUESTION, str(len(squares)), squares=tuple(squares))


Generator = Callable[[random.Random], Problem]
REASONING: list[tuple[Generator, int]] = [
    (chain_sum, 10), (largest, 5), (scene_in_words, 4), (unseen, 1),
]  # fmt: skip
TEXT: list[tuple[Generator, int]] = [(chain_sum, 2), (largest, 1)]
PICTURES: list[tuple[Generator, int]] = [(colour_picture, 1), (count_picture, 1)]


def draw(rng: random.Random, weighted: list[tuple[Generator, int]], *, reserved: bool | None) -> Problem:
    """One problem from the weighted generators; `reserved=None` takes any, else only (not) held-out ones."""
    generators, weights = zip(*weighted)
    generate = rng.choices(generators, weights)[0]
    while True:
        problem = generate(rng)
        if reserved is None or problem.reserved == reserved:
            return problem
