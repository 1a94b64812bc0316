"""How a generated table looks in Markdown. Pure."""


def table(head: list[str], rows: list[list[str]]) -> str:
    """A GitHub table; a bar inside a cell is escaped."""
    cells = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(c.replace('|', '\\|') for c in row)} |\n" for row in cells)
