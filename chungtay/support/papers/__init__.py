"""The official papers of support: what each says and with which figures. Every figure is counted from the records; the words are templates
beside this file, in the language of documents.template. Nothing is written: actions keep what is drawn.
"""

from chungtay.support.papers.about import About, Span, about
from chungtay.support.papers.drawing import draw

__all__ = ["About", "Span", "about", "draw"]
