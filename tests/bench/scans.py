"""Large papers, made by a process of its own so that its memory is not that of who asks for them."""

import random
import subprocess
import sys

import pikepdf

SIZE = 600 * 1024  # bytes of each


def make(paths) -> None:
    subprocess.run([sys.executable, __file__], input="\n".join(map(str, paths)), text=True, check=True)


def scan(number: int, draft) -> None:
    """Two pages, one of them a picture that nothing compresses."""
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.add_blank_page()
        picture = pdf.make_stream(random.Random(number).randbytes(SIZE))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 640, 320, 8
        picture.ColorSpace = pikepdf.Name.DeviceRGB
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
        pdf.pages[0].Contents = pdf.make_stream(b"612 0 0 792 0 0 cm /P Do")
        pdf.save(draft, deterministic_id=True)


if __name__ == "__main__":
    for number, path in enumerate(sys.stdin.read().splitlines()):
        scan(number, path)
