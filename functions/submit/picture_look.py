"""The look of a picture that was uploaded (shared/picture_looks.py). Pure: a picture in.

Only of pictures of one document each, where two people's differ. A portrait is always a face in the
middle of a wall: comparing faces is another matter. The back of a card is nearly the same for all.
"""

from PIL import Image, ImageOps

from shared.picture_looks import SIDE

KINDS = ("id_front", "passport_page")
SMALL_PX = 256
# Neighbours count as different from this many of 256 levels on; where almost none do, the picture
# shows nothing, and its bits would be noise.
LEAST_STEP, LEAST_STEPS = 3, 20
# The coarse hash has to be the same again to be found; a fine one has to tell two cards apart.
BRIGHTER_BY = 2


def look_of(picture: Image.Image) -> str | None:
    """80 hexadecimal digits; None for a blank or evenly coloured picture. Makes it smaller."""
    picture.thumbnail((SMALL_PX, SMALL_PX))
    grey = ImageOps.exif_transpose(picture).convert("L")
    steps = _steps(grey, 8)
    if sum(abs(each) >= LEAST_STEP for each in steps) < LEAST_STEPS:
        return None
    return _digits(steps, BRIGHTER_BY) + _digits(_steps(grey, 16), 1)


def miniature_of(picture: Image.Image) -> str:
    """Of any picture, to compare those of one submission."""
    grey = ImageOps.exif_transpose(picture).convert("L")
    return grey.resize((SIDE, SIDE), Image.Resampling.BOX).tobytes().hex()


def _steps(grey: Image.Image, side: int) -> list[int]:
    """From each patch to its right neighbour, row by row."""
    patches = grey.resize((side + 1, side), Image.Resampling.BOX).tobytes()
    return [
        patches[row * (side + 1) + column] - patches[row * (side + 1) + column + 1]
        for row in range(side)
        for column in range(side)
    ]


def _digits(steps: list[int], brighter_by: int) -> str:
    bits = "".join("1" if each >= brighter_by else "0" for each in steps)
    return f"{int(bits, 2):0{len(bits) // 4}x}"
