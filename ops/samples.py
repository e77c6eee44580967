"""`python ops/samples.py`: print every sample of docs/samples/ as Word, PDF, page and pictures, with the command that anybody would use."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pypdfium2

SAMPLES: Final = Path(__file__).resolve().parent.parent / "docs" / "samples"
MANAGE: Final = SAMPLES.parent.parent / "manage.py"
TEMPLATE: Final = ".mau.md"
PIXELS_PER_POINT: Final = 1.4  # about 100 a inch: read without a loupe, under 200 KB a page
SHADES: Final = 16


def main() -> None:
    for template in sorted(SAMPLES.glob(f"*{TEMPLATE}")):
        name = template.name.removesuffix(TEMPLATE)
        for form in ("docx", "pdf", "html"):
            printed(template, SAMPLES / f"{name}.{form}")
        pictures(SAMPLES / f"{name}.pdf")
        print(f"✓ {name}")


def printed(template: Path, output: Path) -> None:
    data = template.with_name(template.name.removesuffix(TEMPLATE) + ".json")
    command = [sys.executable, str(MANAGE), "print-paper", str(template), "--data", str(data), "--output", str(output)]
    subprocess.run(command, check=True)


def pictures(pdf: Path) -> None:
    """One PNG a page, in few shades of grey unless the page has colour."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        picture = page.render(scale=PIXELS_PER_POINT).to_pil().convert("L").quantize(SHADES)
        picture.save(pdf.with_name(f"{pdf.stem}-{number}.png"), optimize=True)


if __name__ == "__main__":
    main()
