#!/usr/bin/env python3
"""Checks a package that an office handed to a court. Needs Python 3.8 or newer and nothing else.

    python3 verify.py                       the folder in which this file lies
    python3 verify.py package.zip           a package that was not unpacked
    python3 verify.py package.zip --seal package.seal.json --key BASE64 --stamp package.tst

Every file against both manifests (RFC 8493), no file too many, the chain of the docket extract, and, where the seal is
given, the office's signature (Ed25519, RFC 8032). Exit status 0: everything is as it was sent.
"""

import argparse
import base64
import hashlib
import json
import sys
import zipfile
import zlib
from pathlib import Path, PurePosixPath

CONTENT = (
    "step", "law", "record_type", "record_id", "about", "party_id", "source", "target", "by_id", "facts", "on", "at",
)  # fmt: skip
# What reading a file made to mislead may raise: no ZIP, encrypted, packed in an unknown way, JSON without end.
FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, TypeError, RuntimeError)


class Folder:
    """An unpacked package."""

    def __init__(self, top):
        self.top = Path(top)
        self.names = sorted(
            one.relative_to(self.top).as_posix() for one in self.top.rglob("*") if one.is_file()
        )

    def open(self, name):
        return (self.top / name).open("rb")


class Package:
    """A package as one ZIP with one folder in it."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        if sum(one.file_size for one in self.zip.infolist()) > Path(path).stat().st_size:
            raise ValueError(
                "it would unpack to more bytes than it has itself (a ZIP bomb?); an office packs nothing smaller"
            )
        listed = [name for name in self.zip.namelist() if not name.endswith("/")]
        tops = {PurePosixPath(name).parts[:1] for name in listed}
        if len(tops) != 1 or () in tops or len(set(listed)) != len(listed):
            raise ValueError("not one folder, or a name twice")
        self.top = tops.pop()[0]
        self.names = sorted(name[len(self.top) + 1 :] for name in listed)

    def open(self, name):
        return self.zip.open(self.top + "/" + name)


def digest(file, algorithm):
    made = hashlib.new(algorithm)
    for block in iter(lambda: file.read(1 << 20), b""):
        made.update(block)
    return made.hexdigest()


def manifest(bag, name):
    """Path -> digest of one manifest."""
    with bag.open(name) as file:
        lines = file.read().decode("utf-8").splitlines()
    return {path.strip(): said for said, path in (line.split(None, 1) for line in lines if line.strip())}


def problems_of(bag):
    """One line for each fault; none when every byte is what the office said."""
    found = []
    if "bagit.txt" not in bag.names:
        return ["bagit.txt: missing"]
    listed = set()
    for kind in ("manifest", "tagmanifest"):
        for algorithm in ("sha256", "sha512"):
            name = "%s-%s.txt" % (kind, algorithm)
            if name not in bag.names:
                found.append("%s: missing" % name)
                continue
            for path, said in manifest(bag, name).items():
                listed.add(path)
                if path not in bag.names:
                    found.append("%s: missing" % path)
                    continue
                with bag.open(path) as file:
                    if digest(file, algorithm) != said:
                        found.append("%s: not the bytes that were sent (%s)" % (path, algorithm))
    loose = [name for name in bag.names if name not in listed and not name.startswith("tagmanifest-")]
    found += ["%s: in no manifest" % name for name in loose]
    return found or chain_of(bag)


def hashed(*parts):
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def chain_of(bag):
    """Where the docket extract does not hold."""
    with bag.open("data/docket.json") as file:
        docket = json.loads(file.read().decode("utf-8"))
    found, previous = [], ""  # type: ignore[var-annotated]
    for place, row in enumerate(docket["entries"], 1):
        if row["number"] != place:
            return [*found, "docket %d: an entry is missing or out of order" % place]
        if "salt" in row:
            content = hashed(row["salt"], [row[name] for name in CONTENT])
            link = hashed(
                previous, docket["dispute"], place, row["audience"], row["seq"], row["content_digest"]
            )
            if content != row["content_digest"] or link != row["digest"]:
                found.append("docket %d: the entry was changed" % place)
        previous = row["digest"]
    return found + ([] if previous == docket["head"] else ["docket: the end is missing"])


# Ed25519 (RFC 8032), verification only: slow, small, and nothing secret passes through it.
P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493
ROOT = pow(2, (P - 1) // 4, P)


def recovered(y, sign):
    """The x that belongs to y on the curve, or None."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return x if x & 1 == sign else P - x


def point(data):
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = recovered(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def plus(a, b):
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, a):
    found = (0, 1, 1, 0)
    while n:
        if n & 1:
            found = plus(found, a)
        a, n = plus(a, a), n >> 1
    return found


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recovered(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def signed(key, message, signature):
    """Whether the holder of that key signed this."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(s, BASE), plus(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


def seal_problems(seal, package, key=""):
    """Whether the seal is this package's, and its signature that of the key."""
    said = {name: value for name, value in seal.items() if name != "signature"}
    message = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    found = []
    if not signed(base64.b64decode(seal["key"]), message, base64.b64decode(seal["signature"])):
        found.append("seal: the signature does not hold")
    if key and key != seal["key"]:
        found.append("seal: signed with another key than the office's")
    if package is not None:
        with open(package, "rb") as file:
            if digest(file, "sha256") != seal["sha256"]:
                found.append("seal: made for other bytes than this package's")
    return found


# Time stamps (RFC 3161): whether one is about these bytes. Who signed it, `openssl ts -verify` tells.
SHA256_OID, TST_INFO = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.9.16.1.4"


def parts(data):
    """The values in these bytes of DER, each as tag, content and the whole of it. ValueError for what is none."""
    found, at = [], 0
    while at < len(data):
        start, tag = at, data[at]
        size, at = data[at + 1 : at + 2], at + 2
        if not size or tag & 31 == 31 or size[0] == 128:
            raise ValueError("not DER")
        length = size[0]
        if length > 128:
            more = length & 127
            length, at = int.from_bytes(data[at : at + more], "big"), at + more
        if at + length > len(data):
            raise ValueError("not DER")
        found.append((tag, data[at : at + length], data[start : at + length]))
        at += length
    return found


def dotted(content):
    """`1.2.840.113549` of the content of an object identifier."""
    numbers, value = [], 0
    for byte in content:
        value = value << 7 | byte & 127
        if byte < 128:
            numbers.append(value)
            value = 0
    if not numbers:
        raise ValueError("not DER")
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))


def tst_info(token):
    """What the authority said: version, policy, imprint, serial number, time and more."""
    signed = parts(parts(parts(token)[0][1])[1][1])[0][1]
    return parts(parts(parts(parts(parts(signed)[2][1])[1][1])[0][1])[0][1])


def stamp_problems(token, sha256):
    """Whether the time stamp is about the bytes with this SHA-256."""
    try:
        algorithm, digest = parts(tst_info(token)[2][1])[:2]
        right = dotted(parts(algorithm[1])[0][1]) == SHA256_OID and digest[1].hex() == sha256
    except (IndexError, ValueError):
        return ["time stamp: this is none"]
    return [] if right else ["time stamp: made for other bytes than this package's"]


def main():
    parser = argparse.ArgumentParser(description="Check a package handed to a court.")
    parser.add_argument("package", nargs="?", default=str(Path(__file__).resolve().parent))
    parser.add_argument("--seal", default="")
    parser.add_argument("--key", default="", help="the office's public key, as it publishes it")
    parser.add_argument("--stamp", default="", help="the time stamp beside the package (needs the ZIP)")
    said = parser.parse_args()
    whole = Path(said.package).is_file()
    try:
        found = problems_of(Package(said.package) if whole else Folder(said.package))
    except FAULTS as fault:
        found = ["package: %s" % fault]
    if said.seal:
        try:
            seal = json.loads(Path(said.seal).read_text("utf-8"))
            found += seal_problems(seal, said.package if whole else None, said.key)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
            found.append("seal: %s" % fault)
    if said.stamp:
        try:
            with open(said.package, "rb") as file:
                found += stamp_problems(Path(said.stamp).read_bytes(), digest(file, "sha256"))
        except OSError as fault:
            found.append("time stamp: %s" % fault)
    print("\n".join(found) or "everything is as it was sent")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
