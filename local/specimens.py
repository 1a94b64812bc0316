"""Drawn documents for demonstrations and tests: right in form, nobody's in fact, all SPECIMENs."""

import random
from datetime import date, timedelta
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw, ImageFont
from stdnum.cn import ric
from stdnum.th import pin

CARD_PX = (1280, 806)  # ID-1, 85.6 × 54 mm
PASSPORT_PX = (1500, 1056)  # ID-3, 125 × 88 mm
PHOTO_PX = (960, 1280)
PAGE_PX = (1240, 1754)  # A4 at 150 dpi

INK, PALE, RED = (28, 34, 54), (214, 226, 238), (196, 30, 58)
SKINS = [(241, 205, 178), (224, 178, 142), (186, 134, 98), (128, 86, 60)]
HAIRS = [(24, 20, 18), (70, 46, 30), (120, 84, 48), (150, 150, 150)]


def id_card(
    name: str, number: str, birth_date: date, side: Literal["front", "back"] = "front"
) -> bytes:
    """JPEG of one side of an identity card."""
    picture = _paper(CARD_PX, seed=number)
    if side == "front":
        _lines(picture, (60, 60), ["IDENTITY CARD", "", f"Name   {name}", f"Born   {birth_date}"])
        _lines(picture, (60, 620), [f"No.    {number}"])
        picture.paste(_face(number, (380, 500)), (840, 200))
    else:
        _lines(picture, (60, 60), ["ISSUED BY", "The Office of Specimens"])
        _lines(picture, (60, 560), ["<" * 30, f"{number:<<30}"])
    return _jpeg(_marked(picture))


def passport_page(name: str, number: str, birth_date: date, country: str = "THA") -> bytes:
    """JPEG of a passport's page with the picture and the machine-readable zone."""
    picture = _paper(PASSPORT_PX, seed=number)
    picture.paste(_face(number, (380, 500)), (80, 180))
    told = ["PASSPORT", "", f"{country}   {number}", name, f"Born {birth_date}"]
    _lines(picture, (520, 120), told)
    spelled = "".join(each if each.isascii() and each.isalpha() else "<" for each in name.upper())
    zone = [f"P<{country}{spelled:<<39}"[:44], f"{number:<<9}{birth_date:%y%m%d}"]
    _lines(picture, (80, 880), [zone[0], f"{zone[1]:<<44}"], size_px=44)
    return _jpeg(_marked(picture))


def selfie(seed: str) -> bytes:
    """JPEG of a face; the same seed draws the same one."""
    return _jpeg(_marked(_grained(_face(seed, PHOTO_PX), seed)))


def selfie_with_document(seed: str, number: str) -> bytes:
    """JPEG of a face and the card it holds."""
    picture = _face(seed, PHOTO_PX)
    card = _paper((520, 328), seed=number)
    _lines(card, (30, 30), ["IDENTITY CARD", number], size_px=34)
    picture.paste(card, (220, 900))
    return _jpeg(_marked(_grained(picture, seed)))


def utility_bill_pdf(name: str, address: str, issued_on: date) -> bytes:
    """One A4 page, as a proof of address."""
    page = Image.new("RGB", PAGE_PX, "white")
    told = ["SPECIMEN ELECTRICITY", f"Issued {issued_on}", "", name, *address.split("\n"), ""]
    _lines(page, (120, 140), [*told, "Used        214 kWh", "To pay      963.00 THB"])
    buffer = BytesIO()
    _marked(page).save(buffer, "PDF", resolution=150)
    return buffer.getvalue()


def chinese_id(birth_date: date, sex: str, seed: int = 1) -> str:
    """18 characters of a resident of Dongcheng, Beijing; odd sequences are men's."""
    sequence = seed * 2 % 998 + (1 if sex == "male" else 0)
    number = f"110101{birth_date:%Y%m%d}{sequence:03d}"
    return number + str(ric.calc_check_digit(number + "0"))


def thai_id(seed: int = 1) -> str:
    """13 digits with the right check digit."""
    number = f"1{random.Random(seed).randrange(10**11):011d}"
    return number + str(pin.calc_check_digit(number))


def adult_birth_date(seed: int = 1) -> date:
    """Somebody between 20 and 60 years old."""
    return date(1966, 1, 1) + timedelta(days=random.Random(seed).randrange(40 * 365))


def _paper(size_px: tuple[int, int], seed: str) -> Image.Image:
    """Security paper: pale waves that differ with the seed."""
    picture = _grained(Image.new("RGB", size_px, PALE), seed)
    draw, chance = ImageDraw.Draw(picture), random.Random(seed)
    width, height = size_px
    for _ in range(40):
        x, y = chance.randrange(width), chance.randrange(height)
        reach = chance.randrange(80, 500)
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=(180, 200, 220), width=2)
    return picture


def _grained(picture: Image.Image, seed: str) -> Image.Image:
    """With a camera's noise, without which a drawing compresses to nothing."""
    width, height = picture.size
    noise = Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))
    return Image.blend(picture, Image.merge("RGB", [noise] * 3), 0.05)


def _face(seed: str, size_px: tuple[int, int]) -> Image.Image:
    chance = random.Random(seed)
    skin, hair = chance.choice(SKINS), chance.choice(HAIRS)
    wall = (chance.randrange(150, 230), chance.randrange(150, 230), chance.randrange(190, 240))
    # Drawn on a square of 1000 units, then stretched to the picture.
    picture = Image.new("RGB", (1000, 1000), wall)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((80, 760, 920, 1400), fill=tuple(part // 2 for part in wall))
    draw.ellipse((230, 90, 770, 700), fill=hair)
    draw.rectangle((430, 640, 570, 820), fill=skin)
    draw.ellipse((270, 190, 730, 740), fill=skin)
    apart = chance.randrange(90, 125)
    for x in (500 - apart, 500 + apart):
        draw.ellipse((x - 42, 405, x + 42, 455), fill="white")
        draw.ellipse((x - 20, 408, x + 20, 452), fill=(50, 34, 24))
        draw.line((x - 55, 370, x + 55, 370 - chance.randrange(18)), fill=hair, width=14)
    draw.line((500, 440, 480, 560, 515, 560), fill=tuple(part - 40 for part in skin), width=8)
    smile = chance.randrange(590, 610)
    draw.arc((410, smile - 60, 590, smile + 40), 20, 160, fill=(160, 60, 60), width=14)
    return picture.resize(size_px)


def _lines(picture: Image.Image, at: tuple[int, int], lines: list[str], size_px: int = 50) -> None:
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(size_px)
    draw.multiline_text(at, "\n".join(lines), fill=INK, font=font, spacing=size_px // 2)


def _marked(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    font = ImageFont.load_default(width // 7)
    mark = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    middle = (width // 2, height // 2)
    ImageDraw.Draw(mark).text(middle, "SPECIMEN", fill=(*RED, 110), font=font, anchor="mm")
    return Image.alpha_composite(picture.convert("RGBA"), mark.rotate(24)).convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
