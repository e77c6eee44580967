"""What the shell's templates know on every page."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    return {"shell": {}}
