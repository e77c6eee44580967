"""The press: a Sheet as Word (docx), PDF (pdf) and screen (html). No press adds a word of its own."""
