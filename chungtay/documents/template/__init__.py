"""Text for paper: a small language in which an office writes, and templates whose figures come from records.

`blocks_from_text` reads the language (markup); `render` reads a whole template: front matter, text, annexes, with names and figures
filled in (paper). What is unknown is an error with its line, never an empty hole; what comes from outside is text, never markup.
"""

from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figures import MarkedText
from chungtay.documents.template.markup import blocks_from_text, body_from_text, escaped
from chungtay.documents.template.paper import render

__all__ = ["MarkedText", "TemplateBroken", "blocks_from_text", "body_from_text", "escaped", "render"]
