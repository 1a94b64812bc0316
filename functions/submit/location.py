"""What is kept of an accepted file: what it shows, without where, when and with what it was made.

Pictures lose everything but their pixels, colours and which way is up, videos what no player needs;
nothing is encoded again. Pure: bytes in.
"""

from shared.errors import ApiError
from submit import jpeg_parts, pdfs, pictures, png_parts, video_container


def kept_bytes(content: bytes, content_type: str) -> bytes:
    """Of a file that can be opened; the same again when there is nothing to take out.

    ApiError `upload_damaged` when it cannot be taken apart.
    """
    try:
        return _trimmed(content, content_type)
    except Exception:  # noqa: BLE001  what cannot be taken apart cannot be kept
        raise ApiError("upload_damaged") from None


def _trimmed(content: bytes, content_type: str) -> bytes:
    if content_type == "image/jpeg":
        return _jpeg(content)
    if content_type == "image/png":
        return _png(content)
    if content_type == "application/pdf":
        return pdfs.trimmed(content)
    return video_container.without_place(content)


def _jpeg(content: bytes) -> bytes:
    jpeg = jpeg_parts.parse(content)
    turned = pictures.orientation_of(jpeg)
    exif = pictures.EXIF_MARK + _exif(turned)
    marked = b"\xff\xe1" + (2 + len(exif)).to_bytes(2) + exif if turned > 1 else b""
    colours = [whole for marker, whole in jpeg.segments if jpeg_parts.is_profile(marker, whole)]
    return jpeg.head(marked + b"".join(colours)) + jpeg.tail()


def _png(content: bytes) -> bytes:
    png = png_parts.parse(content)
    turned = pictures.orientation_of(png)
    added = [(png_parts.EXIF, _exif(turned))] if turned > 1 else []
    return png.joined(png_parts.PIXELS + png_parts.COLOURS, *added)


def _exif(orientation: int) -> bytes:
    """Nothing but which way the camera was held."""
    entry = pictures.ORIENTATION_TAG.to_bytes(2) + b"\0\3\0\0\0\1" + orientation.to_bytes(2)
    return b"MM\0*\0\0\0\x08\0\1" + entry + bytes(2 + 4)
