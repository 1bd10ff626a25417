"""Documents of some 630 characters, made of sentences of the published cases in new orders; tokenised sentence by sentence."""

import json
import random
import re
from functools import cache
from pathlib import Path

from casebook.search import Doc
from casebook.terms import runs, terms, threes

DATA = Path(__file__).parents[2] / "casebook" / "data" / "typical_cases.jsonl"
LENGTH = 630  # characters of a document
TOPICS = "wages overtime severance unlawful_termination confirm_relation second_wage work_injury rest_leave".split()
QUERIES = (
    "加班", "工资", "仲裁", "骑手", "经济补偿", "违法解除", "竞业限制", "劳动关系", "未签劳动合同 二倍工资", "试用期 辞退 赔偿",
    "外卖骑手 平台 承揽", "炒鱿鱼", "劳动合同法第四十七条", "“加班费”", "怀孕 降薪", "公司拖欠工资怎么办",
)  # fmt: skip


@cache
def sentences():
    """Every sentence of the cases, with blanks in no place where a word could end."""
    found = []
    for line in DATA.read_text("utf-8").splitlines():
        record = json.loads(line)
        whole = "。".join(
            str(record.get(name) or "") for name in ("facts", "result", "legal_issue", "significance")
        )
        found += [f"{part}。" for part in re.split("[。；]", whole) if len(part) > 8]
    return found


@cache
def words_of(sentence):
    return terms(sentence)


def known_terms(text):
    """What `terms` gives, without cutting a sentence that was cut before."""
    return [term for part in text.split("\n") for term in words_of(part)]


@cache
def threes_of(sentence):
    return threes(f"{sentence}\n")


def known_threes(text):
    """The same for what finds phrases; each sentence with the blank that follows it."""
    return [three for part in text.split("\n") for three in threes_of(part)]


@cache
def runs_of(sentence):
    return runs(f"{sentence}\n")


def known_runs(text):
    return set().union(*map(runs_of, text.split("\n")))


def documents(many, seed=7):
    chance = random.Random(seed)
    source = sentences()
    for n in range(many):
        parts, length = [], 0
        while length < LENGTH:
            parts.append(chance.choice(source))
            length += len(parts[-1])
        facets = {
            "claim": [TOPICS[n % 8], TOPICS[(n // 8) % 8]],
            "year": [str(2010 + n % 16)],
            "result": [("upheld", "partly", "refused", "settled")[n % 4]],
        }
        yield Doc(f"B{n}", parts[0][:60], "\n".join(parts[1:-1]), issue=parts[-1], facets=facets)
