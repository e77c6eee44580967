"""Text for paper: a small language in which an office writes, and templates whose figures come from records.

`blocks_from_text` reads the language (markup); `render` reads a whole template: front matter, text, annexes, with names and figures
filled in (paper); `render_sections` gives its text in sections that people go on writing (sections), `render_figured` as a whole (figured).
What is unknown is an error with its line, never an empty hole; what comes from outside is text, never markup.
"""

from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figured import Figured, as_values, figured_body, figures_of, render_figured
from chungtay.documents.template.figures import MarkedText
from chungtay.documents.template.markup import blocks_from_text, body_from_text, escaped
from chungtay.documents.template.paper import render
from chungtay.documents.template.sections import Section, Sectioned, blocks_of_section, render_sections

__all__ = [
    "Figured",
    "MarkedText",
    "Section",
    "Sectioned",
    "TemplateBroken",
    "as_values",
    "blocks_from_text",
    "blocks_of_section",
    "body_from_text",
    "escaped",
    "figured_body",
    "figures_of",
    "render",
    "render_figured",
    "render_sections",
]
