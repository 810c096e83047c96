"""Draws figures and sets pages: a request a line on standard input, an answer a line on standard output,
both JSON (docs/formats/renderer-protocol.md).

hirundo-renderer.py

    {"task": "svg", "id": ..., "title": ..., "description": ..., "specification": ...}  -> {"text": ...}
    {"task": "png", "specification": ..., "file": ..., "scale": 2}                     -> {"file": ...}
    {"task": "markdown", "text": ...}                                                 -> {"text": ...}
    {"task": "pdf", "text": HTML, "file": ...}                                        -> {"file": ...}

A request that fails is answered with {"error": ..., "remedy": ...}, and the next one is read. Nothing is
fetched, whatever a request contains. The same request gives the same bytes.
"""

import json
import os
import re
import signal
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

VEGA_LITE = "6.4"
# A drawing that takes longer is none that we asked for.
LONGEST_SECONDS = 300
# Font files of other packagings than Debian's are found by the same beginning.
FONTS_VARIABLE = "HIRUNDO_FONTS"
FONT_FOLDERS = os.environ.get(FONTS_VARIABLE, "/usr/share/fonts:/usr/local/share/fonts").split(":")
FONT_PREFIX = "NotoSansCJK"
# On a page, text is set in a font that is embedded, not in whatever a machine has.
SYSTEM_FONT = "system-ui"
PAGE_FONT = "HirundoPage"
PAGE_FAMILY = "Noto Sans CJK JP"
# What the page setter adds to a text by itself.
LIST_MARKS = "•◦▪"
PAGE_WEIGHTS = {"400": "Regular", "600": "Bold"}
SVG = "http://www.w3.org/2000/svg"
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
REFERENCE = re.compile(r"url\(#([^)]+)\)")


class Refusal(Exception):
    """A request that is answered with an error: what went wrong, what can be done."""

    def __init__(self, problem, remedy):
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


class Fonts:
    """The fonts that have Japanese, looked for once."""

    folder = None

    @classmethod
    def require(cls):
        if cls.folder is None:
            found = sorted(path for folder in FONT_FOLDERS
                           for path in Path(folder).glob(f"**/{FONT_PREFIX}*"))
            if not found:
                raise Refusal(f"the font Noto Sans CJK JP is not in {' or '.join(FONT_FOLDERS)}",
                              "run: apt-get install fonts-noto-cjk, or name its folder in "
                              f"{FONTS_VARIABLE}")
            cls.folder = str(found[0].parent)
        return cls.folder


class Figures:
    """The drawing library, loaded with the first figure."""

    library = None

    @classmethod
    def load(cls):
        if cls.library is None:
            folder = Fonts.require()
            try:
                import vl_convert
            except ImportError as error:
                raise Refusal(f"vl-convert does not load ({error})", "run: Scripts/install-renderer")
            vl_convert.register_font_directory(folder)
            cls.library = vl_convert
        return cls.library

    @classmethod
    def settings(cls):
        # No address is allowed, so that data from elsewhere cannot be named in a specification.
        return {"vl_version": VEGA_LITE, "allowed_base_urls": []}


def svg(request):
    drawn = Figures.load().vegalite_to_svg(request["specification"], **Figures.settings())
    return {"text": accessible(drawn, request["id"], request["title"], request["description"])}


def accessible(drawn, name, title, description):
    """An SVG as one picture with a title and a description, whose ids are its own in a page of many."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(NOT_XML.sub("\ufffd", drawn))
    for element in root.iter():
        for key in [key for key in element.attrib if key == "role" or key.startswith("aria-")]:
            del element.attrib[key]
        for key, value in element.attrib.items():
            if key == "id":
                element.attrib[key] = f"{name}-{value}"
            elif key.endswith("href") and value.startswith("#"):
                element.attrib[key] = f"#{name}-{value[1:]}"
            elif "url(#" in value:
                element.attrib[key] = REFERENCE.sub(rf"url(#{name}-\1)", value)
    root.attrib.pop("class", None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-description")
    for place, (tag, text) in enumerate([("title", title), ("description", description)]):
        element = ElementTree.Element(f"{{{SVG}}}{'desc' if tag == 'description' else tag}")
        element.set("id", f"{name}-{tag}")
        element.text = NOT_XML.sub("\ufffd", text)
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def png(request):
    drawn = Figures.load().vegalite_to_png(
        request["specification"], scale=request["scale"], **Figures.settings())
    Path(request["file"]).write_bytes(drawn)
    return {"file": request["file"]}


def markdown(request):
    """Markdown as HTML: what is HTML in it is shown as text, and no picture is loaded from anywhere."""
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise Refusal(f"Markdown cannot be read ({error})", "run: apt-get install python3-markdown-it")
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = parser.parse(NOT_XML.sub("\ufffd", request["text"]))
    for token in tokens:
        # The document has the first two levels of headings, so the analyst's begin with the third.
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    return {"text": parser.renderer.render(tokens, parser.options, {})}


class PageFonts:
    """The characters of a document from Noto Sans CJK JP, as fonts of their own.

    WeasyPrint cuts fonts down too, but keeps the numbers of all 65,535 glyphs, which takes 4 s a font; of fonts
    that hold hundreds it takes tenths.
    """

    def __init__(self, text):
        folder = Fonts.require()
        characters = set(text) | set(map(chr, range(0x20, 0x7F))) | set(LIST_MARKS)
        self.fonts = {f"{PAGE_FONT}:{weight}": self.cut(f"{folder}/{FONT_PREFIX}-{name}.ttc", characters)
                      for weight, name in PAGE_WEIGHTS.items()}

    @staticmethod
    def cut(file, characters):
        import io
        from fontTools import subset, ttLib
        try:
            faces = ttLib.TTCollection(file, lazy=True).fonts
        except (OSError, ttLib.TTLibError) as error:
            raise Refusal(f"the font {file} cannot be read ({error})",
                          "run: apt-get install --reinstall fonts-noto-cjk")
        number = next((place for place, face in enumerate(faces)
                       if face["name"].getDebugName(1) == PAGE_FAMILY), None)
        if number is None:
            raise Refusal(f"{file} holds no {PAGE_FAMILY}", "run: apt-get install fonts-noto-cjk")
        font = ttLib.TTFont(file, fontNumber=number, lazy=True, recalcTimestamp=False)
        options = subset.Options(hinting=False, desubroutinize=True, notdef_outline=True,
                                 layout_features=["ccmp", "kern", "liga", "locl", "mark"])
        options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=map(ord, characters))
        cutter.subset(font)
        written = io.BytesIO()
        font.save(written)
        return written.getvalue()

    @property
    def style(self):
        faces = (f'@font-face {{ font-family: "{PAGE_FONT}"; font-weight: {weight}; '
                 f'src: url("{PAGE_FONT}:{weight}"); }}' for weight in PAGE_WEIGHTS)
        return "\n".join(faces)

    def fetch(self, url, *_, **__):
        """What a document may name: these fonts, and nothing on this machine or any other."""
        if url.lower() in (name.lower() for name in self.fonts):
            font = next(font for name, font in self.fonts.items() if name.lower() == url.lower())
            return {"string": font, "mime_type": "font/otf"}
        raise ValueError(f"a document may not name {url}: everything it shows is in it")


def pdf(request):
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as error:
        raise Refusal(f"WeasyPrint does not load ({error})", "run: apt-get install weasyprint")
    text = request["text"].replace(SYSTEM_FONT, PAGE_FONT)
    fonts = PageFonts(text)
    configuration = FontConfiguration()
    style = CSS(string=fonts.style, font_config=configuration, url_fetcher=fonts.fetch)
    part = request["file"] + ".part"
    HTML(string=text, url_fetcher=fonts.fetch).write_pdf(
        part, stylesheets=[style], font_config=configuration)
    os.replace(part, request["file"])
    return {"file": request["file"]}


TASKS = {"svg": svg, "png": png, "markdown": markdown, "pdf": pdf}


def answer(line):
    try:
        request = json.loads(line)
        return TASKS[request["task"]](request)
    except Refusal as refusal:
        return {"error": refusal.problem, "remedy": refusal.remedy}
    except OSError as error:
        return {"error": str(error), "remedy": "check the folder and the space in it"}
    # What the libraries throw has no common type; each request is answered whatever happens.
    except Exception as error:
        first = str(error).strip().split("\n")[0][:300]
        return {"error": f"{type(error).__name__}: {first}",
                "remedy": "report this with the document; it is a fault of the program"}


def main():
    # Fonts that are cut down for a PDF carry the time at which that happened.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    signal.alarm(LONGEST_SECONDS)
    for line in sys.stdin:
        print(json.dumps(answer(line), ensure_ascii=True), flush=True)


main()
