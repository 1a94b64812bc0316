"""Two pictures of one document look alike, however they were saved; two people's do not."""

from datetime import date
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from local import specimens
from shared.picture_looks import are_alike, bands
from submit.picture_look import look_of
from tests.properties import UNHURRIED

BORN = date(1990, 5, 17)
CARD = specimens.id_card("Somchai Jaidee", specimens.thai_id(1), BORN)
LOOKS = st.text("0123456789abcdef", min_size=80, max_size=80)
EXIF_ORIENTATION, QUARTER_TURN = 0x0112, 6


def look(content: bytes) -> str:
    with Image.open(BytesIO(content)) as picture:
        found = look_of(picture)
    assert found
    return found


def jpeg(picture: Image.Image, quality: int = 80, **more: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=quality, **more)
    return buffer.getvalue()


def turned(picture: Image.Image) -> bytes:
    """As a phone saves it: the sensor's pixels, and which way is up."""
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = QUARTER_TURN
    return jpeg(picture.transpose(Image.Transpose.ROTATE_90), exif=exif)


@pytest.mark.parametrize(
    "save",
    [
        lambda card: jpeg(card, quality=40),
        lambda card: jpeg(card.resize((640, 403))),
        lambda card: jpeg(ImageEnhance.Brightness(card).enhance(1.15)),
        turned,
    ],
    ids=["quality", "size", "brightness", "turned"],
)
def test_a_card_that_was_saved_again_looks_alike(save) -> None:
    with Image.open(BytesIO(CARD)) as card:
        again = save(card.convert("RGB"))

    assert are_alike(look(CARD), look(again))


def test_cards_of_one_layout_are_told_apart() -> None:
    names = ["Somchai Jaidee", "Malee Srisuk", "Nok Rakdee", "Dao Sukjai"]
    cards = [
        look(specimens.id_card(name, specimens.thai_id(seed), BORN))
        for seed, name in enumerate(names)
    ]

    assert [pair for pair in combinations(cards, 2) if are_alike(*pair)] == []


@pytest.mark.parametrize("slope", [0, 1], ids=["blank", "evenly coloured"])
def test_a_picture_of_nothing_has_no_look(slope: int) -> None:
    picture = Image.linear_gradient("L").point(lambda each: 100 + slope * each // 99)

    assert look_of(picture) is None


@UNHURRIED
@given(LOOKS, st.sets(st.integers(0, 63), max_size=3))
def test_what_differs_in_three_bits_shares_a_band(one: str, flipped: set[int]) -> None:
    changed = int(one, 16)
    for bit in flipped:
        changed ^= 1 << (256 + bit)
    other = f"{changed:080x}"

    assert set(bands(one)) & set(bands(other))
    assert are_alike(one, other)
