"""Prints papers of the corpus with reportlab, as many web portals do, and binds scans: print_reportlab.py JOBS.json"""

import json
import sys
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

FONTS = "/usr/share/fonts/truetype/dejavu/"
FACES = {"serif": "DejaVuSerif", "sans": "DejaVuSans", "form": "DejaVuSans", "mono": "DejaVuSansMono"}
SIZES = {"serif": 11, "sans": 10, "form": 8.5, "mono": 8.5}


def story(blocks, look):
    face, size = FACES[look], SIZES[look]
    plain = ParagraphStyle("plain", fontName=face, fontSize=size, leading=size * 1.35)

    def like(**more):
        return ParagraphStyle("like", parent=plain, **more)

    styles = {
        "title": like(fontName=face + "-Bold", fontSize=size + 4, leading=size * 1.8, alignment=TA_CENTER),
        "heading": like(fontName=face + "-Bold", fontSize=size + 1),
        "right": like(alignment=TA_RIGHT),
        "centre": like(alignment=TA_CENTER),
        "small": like(fontSize=size - 2),
        "fixed": like(fontName="DejaVuSansMono", fontSize=9.5),
    }
    for block in blocks:
        kind, content = block["kind"], block.get("content")
        if kind == "page":
            yield PageBreak()
        elif kind == "lines":
            yield Paragraph("<br/>".join(escape(line) for line in content), plain)
        elif kind in ("table", "columns"):
            width = max(len(row) for row in content)
            rows = [[Paragraph(escape(cell), plain) for cell in row + [""] * (width - len(row))] for row in content]
            rules = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey)] if kind == "table" else []
            yield Table(rows, colWidths=[480 / width] * width, style=rules + [("VALIGN", (0, 0), (-1, -1), "TOP")])
        elif kind == "fixed":
            yield Paragraph(escape(content).replace(" ", "&nbsp;"), styles[kind])
        else:
            yield Paragraph(escape(content), styles[kind])
        yield Spacer(1, 5)


def pictures(job):
    """Pages that are nothing but a scan, a stamp or a cover page apart."""
    canvas = Canvas(job["pdf"], pagesize=A4, invariant=1)
    if job["cover"]:
        canvas.setFont("DejaVuSans", 11)
        canvas.drawString(60, 760, job["cover"])
        canvas.showPage()
    for path in job["pictures"]:
        width, height = ImageReader(path).getSize()
        canvas.setPageSize((width * 72 / 200, height * 72 / 200))
        canvas.drawImage(path, 0, 0, width * 72 / 200, height * 72 / 200)
        if job["stamp"]:
            canvas.setFont("DejaVuSans", 9)
            canvas.drawString(320, 12, job["stamp"])
        canvas.showPage()
    canvas.save()


def main():
    for face in set(FACES.values()):
        for name in (face, face + "-Bold"):
            pdfmetrics.registerFont(TTFont(name, FONTS + name + ".ttf"))
    with open(sys.argv[1], encoding="utf-8") as jobs:
        for job in json.load(jobs):
            if "pictures" in job:
                pictures(job)
                continue
            page = SimpleDocTemplate(job["pdf"], pagesize=A4, margin=50, invariant=1)
            page.build(list(story(job["blocks"], job["look"])))


main()
