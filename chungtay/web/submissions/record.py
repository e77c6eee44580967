"""What the records say of a submission, asked in one place, and where the figure behind it is opened."""

from chungtay.figures.on_record import on_record
from chungtay.figures.questions import Filters
from chungtay.indicators.reading import Cell
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import OnRecord
from chungtay.web.shell.figure_links import figure_url


def on_record_of(submission: Submission) -> dict[Cell, OnRecord]:
    """By cell; a cell of which the records say nothing is absent."""
    return on_record(submission)


def figure_address(record: OnRecord) -> str:
    """Where the figure is opened that filled the box; nowhere for what no question asks."""
    return figure_url(record.question, Filters.taken_out(record.filters)) if record.question else ""
