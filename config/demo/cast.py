"""One person per role, with the password that `make run` prints. Invented names; identity numbers carry valid checksums."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from disputes.models import Office, Post, Role, User

COMMITTEE = "广州市越秀区劳动人事争议仲裁委员会"
ORGANISATION = "广州市越秀区街道劳动争议调解委员会"
COURT = "广州市越秀区人民法院"
INSPECTION = "广州市越秀区劳动保障监察机构"
PROVINCE = "广东省人力资源和社会保障厅"
SINCE = dt.date(2020, 1, 1)


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    posts: tuple[tuple[str, str], ...] = ()  # (role, office)
    identity: str = ""
    superuser: bool = False


CAST = (
    Person("worker", "陈嘉禾", identity="44010619880312224X"),
    Person("employer", "广州市云岭物流有限公司", identity="91440101MA5CK7Q279"),
    Person("agent", "林书遥"),
    Person("mediator", "何敏仪", ((Role.MEDIATOR, ORGANISATION),)),
    Person("lead", "郑国梁", ((Role.LEAD, ORGANISATION),)),
    Person("clerk", "黄秀琼", ((Role.CLERK, COMMITTEE),)),
    Person("recorder", "苏文静", ((Role.RECORDER, COMMITTEE),)),
    Person("arbitrator", "梁启明", ((Role.ARBITRATOR, COMMITTEE),)),
    Person("presiding", "周雅琴", ((Role.PRESIDING, COMMITTEE),)),
    Person("director", "谢志远", ((Role.DIRECTOR, COMMITTEE),)),
    Person("court", "罗晓岚", ((Role.COURT, COURT),)),
    Person("editor", "冯子墨", ((Role.EDITOR, COMMITTEE),)),
    Person("reader", "邓可欣", ((Role.READER, COMMITTEE),)),
    Person("supervisor", "曾伟强", ((Role.SUPERVISOR, PROVINCE),)),
    Person("admin", "系统管理员", ((Role.ADMINISTRATOR, PROVINCE),), superuser=True),
    Person("stranger", "路人甲"),
)
# Colleagues without a printed login, so that tribunals of three and several mediators are possible.
OTHERS = (
    Person("mediator2", "叶展鹏", ((Role.MEDIATOR, ORGANISATION),)),
    Person("arbitrator2", "许振华", ((Role.ARBITRATOR, COMMITTEE),)),
    Person("arbitrator3", "马丽珊", ((Role.ARBITRATOR, COMMITTEE),)),
    Person("presiding2", "钟国豪", ((Role.PRESIDING, COMMITTEE),)),
    Person("receiver", "劳动监察员何立群", ((Role.RECEIVER, INSPECTION),)),
    Person("police", "越秀公安经办民警", ((Role.RECEIVER, "广州市越秀区公安机关"),)),
    Person("reviewer", "越秀复议机构经办人", ((Role.RECEIVER, "广州市越秀区人民政府行政复议机构"),)),
    Person("clerk2", "天河仲裁委立案人员", ((Role.CLERK, "广州市天河区劳动人事争议仲裁委员会"),)),
    Person("court2", "广州中院立案庭", ((Role.COURT, "广州市中级人民法院"),)),
)


@cache
def _hashed(password: str) -> str:
    return make_password(password)


def load() -> dict[str, User]:
    """Make or find everybody by username. Safe to run twice; a changed password is set back."""
    return {person.username: _one(person) for person in CAST + OTHERS}


@cache
def _fits(hashed: str) -> bool:
    """Everybody has the same password and the same hash: it is slow on purpose and checked once."""
    return check_password(settings.DEMO_PASSWORD, hashed)


def _one(person: Person) -> User:
    user, made = User.objects.get_or_create(
        username=person.username,
        defaults={
            "name": person.name,
            "identity": person.identity,
            "identity_verified": bool(person.identity),
            "email": f"{person.username}@example.org",
            "is_staff": person.superuser,
            "is_superuser": person.superuser,
        },
    )
    if made or not _fits(user.password):
        user.password = _hashed(settings.DEMO_PASSWORD)
        user.save()
    for role, office in person.posts:
        Post.objects.get_or_create(
            user=user, office=Office.objects.get(name=office), role=role, defaults={"since": SINCE}
        )
    return user
