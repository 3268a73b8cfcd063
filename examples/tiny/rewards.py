"""The rule-based reward: 1.0 when the last \\boxed{...} of a reply holds the stored answer, else 0.0.

Numbers are compared by math-verify, so 12, 12.0, 012 and \\frac{24}{2} are one answer; colour words are compared as
words, because math-verify reads "red" as the product r*e*d. A function may return None for rows that are not its
business: TRL then draws one curve per kind, while `train/reward` stays the plain 0/1 mean over all rows.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import Any

from math_verify import LatexExtractionConfig, parse, verify

# A box must hold a value. An expression does not count: copying "3 + 4 + 5" out of the question is no answer. This
# also keeps towers of powers, which could busy the parser for ever, away from it; so math-verify's own timeout is
# switched off: it works by SIGALRM, and only in a process's main thread.
NUMERAL = re.compile(r"[-+]?(\d{1,24}(,\d{3})*(\.\d{1,12})?|\\d?frac\{\d{1,12}\}\{\d{1,12}\})")
logging.getLogger("math_verify").setLevel(logging.ERROR)  # it would warn about the missing timeout


def last_box(reply: str) -> str | None:
    """The content of the last \\boxed{...}; inner braces are balanced. None when there is none or it is not closed."""
    start = reply.rfind("\\boxed{")
    if start < 0:
        return None
    depth = 0
    begin = start + len("\\boxed{")
    for i in range(begin - 1, len(reply)):
        depth += {"{": 1, "}": -1}.get(reply[i], 0)
        if depth == 0:
            return reply[begin:i].strip()
    return None


@lru_cache(maxsize=4096)
def same_answer(answer: str, box: str) -> bool:
    """Whether `box` states the value `answer`: as numbers when `answer` is one, else as words."""
    if not NUMERAL.fullmatch(answer):
        return box.casefold() == answer.casefold()
    if not NUMERAL.fullmatch(box):
        return False
    gold, said = (parse(f"${text}$", [LatexExtractionConfig()], parsing_timeout=None) for text in (answer, box))
    return bool(verify(gold, said, timeout_seconds=None))


def score(reply: str, answer: str) -> float:
    """0.0 or 1.0 for one reply."""
    box = last_box(reply)
    return float(box is not None and same_answer(answer, box))


def text_of(completion: str | list[dict[str, Any]]) -> str:
    """TRL hands over a plain string, or a list of one chat message whose content is a string or a list of parts."""
    content = completion if isinstance(completion, str) else completion[0]["content"]
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def _scores_of(wanted: str, completions: list[Any], answer: list[str], kind: list[str]) -> list[float | None]:
    rows = zip(completions, answer, kind)
    return [score(text_of(completion), gold) if k == wanted else None for completion, gold, k in rows]


def text_match(completions: list[Any], answer: list[str], kind: list[str], **_: Any) -> list[float | None]:
    """Scores of the text problems, None for the others; one entry a completion."""
    return _scores_of("text", completions, answer, kind)


def image_match(completions: list[Any], answer: list[str], kind: list[str], **_: Any) -> list[float | None]:
    """Scores of the image problems, None for the others; one entry a completion."""
    return _scores_of("image", completions, answer, kind)
