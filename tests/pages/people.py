"""Everybody who might open a page: the same roles twice, in two places that have nothing to do with each other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from disputes.models import Office, Post, User

POSTS = {
    "mediator": ("organisation", "mediator"),
    "pool": ("organisation", "mediator"),  # a mediator of the organisation without a seat in the case
    "lead": ("organisation", "lead"),
    "clerk": ("committee", "clerk"),
    "director": ("committee", "director"),
    "presiding": ("committee", "presiding"),
    "arbitrator": ("committee", "arbitrator"),
    "recused": ("committee", "arbitrator"),  # had a seat and left it
    "bench": ("committee", "arbitrator"),  # never had a seat
    "recorder": ("committee", "recorder"),
    "editor": ("committee", "editor"),
    "reader": ("committee", "reader"),
    "court": ("court", "court"),
}
SEATED = ("worker", "employer", "agent", "expired")
ALONE = ("anonymous", "stranger", "supervisor", "admin")
ROLES = (*SEATED, *POSTS)
PLACES = {"a": ("广州市越秀区", "440104", "穗越"), "b": ("深圳市南山区", "440305", "深南")}
PRINCIPALS = [f"{role}_{place}" for place in PLACES for role in ROLES] + list(ALONE)


@dataclass
class Place:
    """The offices of one district."""

    committee: Office
    organisation: Office
    court: Office


def offices(letter: str) -> Place:
    name, division, short = PLACES[letter]
    city = Office.objects.create(
        kind="intermediate_court", name=f"{name[:3]}中级人民法院", division=division[:4] + "00"
    )
    court = Office.objects.create(kind="basic_court", name=f"{name}人民法院", division=division, court=city)
    committee = Office.objects.create(
        kind="committee", name=f"{name}劳动人事争议仲裁委员会", short=short, division=division, court=court
    )
    organisation = Office.objects.create(
        kind="mediation",
        organisation="township",
        name=f"{name}街道调解委员会",
        short=f"{short}街",
        division=division,
    )
    return Place(committee, organisation, court)


def person(username: str, **fields: object) -> User:
    return User.objects.create(username=username, name=f"{username}氏", **fields)


def staff(letter: str, place: Place) -> dict[str, User]:
    found = {role: person(f"{role}_{letter}") for role in ROLES}
    for role, (office, post) in POSTS.items():
        Post.objects.create(
            user=found[role], office=getattr(place, office), role=post, since=dt.date(2020, 1, 1)
        )
    return found


def outsiders() -> dict[str, User]:
    province = Office.objects.create(kind="province", name="广东省人力资源和社会保障厅", division="440000")
    found = {name: person(name) for name in ("stranger", "supervisor")}
    found["admin"] = person("admin", is_staff=True, is_superuser=True)
    for name, role in (("supervisor", "supervisor"), ("admin", "administrator")):
        Post.objects.create(user=found[name], office=province, role=role, since=dt.date(2020, 1, 1))
    return found
