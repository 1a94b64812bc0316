"""The best image of a pretend check: a drawing that nobody takes for a photo."""

from base64 import b64encode
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw


@cache
def best_image() -> str:
    """As `get_result` sends it: `data:image/jpeg;base64,…`."""
    image = Image.new("RGB", (480, 640), "#e3eefb")
    draw = ImageDraw.Draw(image)
    draw.ellipse((150, 130, 330, 350), fill="#8fb8e8")
    draw.ellipse((60, 390, 420, 900), fill="#8fb8e8")
    draw.text((150, 590), "PRETEND FACE", fill="#17212b", font_size=26)
    file = BytesIO()
    image.save(file, "JPEG", quality=85)
    return f"data:image/jpeg;base64,{b64encode(file.getvalue()).decode()}"
