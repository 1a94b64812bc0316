"""Pictures as they are kept and judged: whole, of a size that can be seen, and showing something.

A picture is taken apart before it is decoded: a decoder gets what makes the picture, and nothing
that unpacks to more than is told. Pure: bytes in.
"""

from io import BytesIO
from typing import Literal

from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngImageFile

from shared.errors import ApiError
from submit import jpeg_data, jpeg_parts, png_parts
from submit.jpeg_parts import Jpeg
from submit.png_parts import Png

# Phones make 50 and 200 megapixels, by their makers' counting: 8192 × 6160, 16384 × 12288.
MOST_PIXELS_JPEG = 205_000_000
# Without a smaller size inside, the whole picture takes memory: so do a PNG and the JPEGs that
# come in several scans.
MOST_PIXELS_WHOLE = 51_000_000
MOST_WHOLE_BYTES = 4 * MOST_PIXELS_WHOLE
MOST_COEFFICIENT_BYTES, BLOCK_BYTES = 320_000_000, 128
LEAST_SHORT_SIDE_PX = 300
# Each scan costs the time of all its blocks, whether it says anything or not.
MOST_SCANS, MOST_BLOCKS_WALKED = 100, 40_000_000
# A larger JPEG is decoded at an eighth of its size: damage shows all the same, with less memory.
DRAFT_ABOVE_PX = 2_000_000
SEEN_PX = 256
# Between its darkest and its brightest patch, out of 256; noise of a covered lens has less.
LEAST_CONTRAST = 6
ORIENTATION_TAG, UPRIGHT, EXIF_MARK = 0x0112, 1, b"Exif\0\0"


def opened(content: bytes, content_type: str) -> tuple[int, int, Image.Image]:
    """Width, height and a small copy, upright; ApiError, or whatever a broken file raises."""
    parts: Jpeg | Png
    if content_type == "image/png":
        parts = png_parts.parse(content)
        _refuse_size(parts, MOST_PIXELS_WHOLE)
        small = _decoded_png(parts)
    else:
        parts = jpeg_parts.parse(content)
        _refuse_size(parts, MOST_PIXELS_JPEG)
        small = _decoded_jpeg(parts)
    if _is_blank(small):
        raise ApiError("upload_blank")
    small.getexif()[ORIENTATION_TAG] = orientation_of(parts)
    return parts.width, parts.height, ImageOps.exif_transpose(small).convert("RGB")


def _refuse_size(parts: Jpeg | Png, most_pixels: int) -> None:
    if parts.width * parts.height > most_pixels:
        raise ApiError("upload_too_large")
    if min(parts.width, parts.height) < LEAST_SHORT_SIDE_PX:
        raise ApiError("upload_too_small")


def _decoded_png(png: Png) -> Image.Image:
    pixels = png.width * png.height
    if pixels * png.pixel_bits > 8 * MOST_WHOLE_BYTES:
        raise ApiError("upload_too_large")
    picture: Image.Image = PngImageFile(BytesIO(png.joined(png_parts.PIXELS)))
    picture.load()
    if picture.mode.startswith("I"):  # 16 bits, which Pillow makes no smaller
        picture = Image.frombytes("L", picture.size, picture.tobytes()[1::2])
    if picture.mode in ("1", "P"):
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    return _small(picture)


def _decoded_jpeg(jpeg: Jpeg) -> Image.Image:
    several = len(jpeg.scans) > 1 or jpeg.progressive
    stored = sum(map(jpeg.blocks_of, jpeg.components.values())) * BLOCK_BYTES
    if several and stored > MOST_COEFFICIENT_BYTES:
        raise ApiError("upload_too_large")
    walked = sum(jpeg.blocks(scan) for _, scan in jpeg.scans)
    if len(jpeg.scans) > MOST_SCANS or walked > MOST_BLOCKS_WALKED:
        raise ApiError("upload_damaged")
    large = jpeg.width * jpeg.height > DRAFT_ABOVE_PX
    return _small(jpeg_data.decoded(jpeg, 8 if large else 1))


def _small(picture: Image.Image) -> Image.Image:
    picture.thumbnail((SEEN_PX, SEEN_PX))
    has_alpha = picture.mode in ("LA", "RGBA", "La", "RGBa") or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def _is_blank(small: Image.Image) -> bool:
    """Whether it shows nothing, on whatever it is laid."""
    if small.mode == "RGB":
        # Pixels as they are: Pillow's own answer has another shape for each mode.
        bands = [band.tobytes() for band in small.split()]
        return all(max(band) - min(band) < LEAST_CONTRAST for band in bands)
    sheets = [Image.new("RGBA", small.size, colour) for colour in ("white", "black")]
    return all(_is_blank(Image.alpha_composite(each, small).convert("RGB")) for each in sheets)


def orientation_of(parts: Jpeg | Png) -> int:
    """1 to 8, as EXIF counts them: which way the camera was held."""
    if isinstance(parts, Png):
        found = [held for kind, held in parts.chunks if kind == png_parts.EXIF]
    else:
        marked = [whole[4:] for marker, whole in parts.segments if marker == jpeg_parts.EXIF]
        found = [held[6:] for held in marked if held.startswith(EXIF_MARK)]
    return _orientation(found[0]) if found else UPRIGHT


def _orientation(exif: bytes) -> int:
    order: Literal["little", "big"] = "little" if exif.startswith(b"II") else "big"
    at = int.from_bytes(exif[4:8], order)
    for entry in range(at + 2, at + 2 + 12 * int.from_bytes(exif[at : at + 2], order), 12):
        if int.from_bytes(exif[entry : entry + 2], order) == ORIENTATION_TAG:
            told = int.from_bytes(exif[entry + 8 : entry + 10], order)
            return told if told in range(1, 9) else UPRIGHT
    return UPRIGHT
