"""Jinja2 with the doors shut: a template sees plain data and figures, loops a bounded number of times, and computes nothing.

What is allowed is listed; all else is refused with its line. Jinja's own sandbox stands beneath as a second wall.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.environment import Template
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import SandboxedEnvironment

from chungtay.core.errors import RuleBroken
from chungtay.documents.template.data import Counted
from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figures import LINE, lines_of, numbered
from chungtay.documents.template.filters import FILTERS

FIGURES: Final = "so"  # the figures' name in a template: so.truong, so("truong", cap="TH")
MOST_STEPS: Final = 20_000  # turns of all loops together
LONGEST_SOURCE: Final = 200_000  # characters
LONGEST_OUTPUT: Final = 1_000_000
_CALLABLE: Final = frozenset({FIGURES, "range"})
_LOOP: Final = frozenset({"index", "index0", "revindex", "first", "last", "length"})
_ALLOWED: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign),
    *(nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Getattr, nodes.Getitem, nodes.Call, nodes.Keyword),
    *(nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Neg),
)
_COMPUTING: Final = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)


class Sandbox(SandboxedEnvironment):
    """One rendering: its names, its figures, and what it may still spend."""

    def __init__(self, names: Mapping[str, Any], finalize: Callable[[Any], str]) -> None:
        super().__init__(undefined=StrictUndefined, finalize=finalize, trim_blocks=True, lstrip_blocks=True, cache_size=0)
        self.names = {**names, "range": self._range}
        self.globals = {}
        self.filters = dict(FILTERS)
        self.tests = {"none": lambda value: value is None}
        self.steps = 0
        self.written = 0

    def rendered(self, source: str, *, first_line: int = 1) -> str:
        """The source with its names filled in. Before every stretch stands the number of the line from which it comes (figures.LINE)."""
        try:
            tree = self.parse("\n" * (first_line - 1) + source)
            self._check(tree)
            _add_lines(tree)
            tree.set_environment(self)
            template = Template.from_code(self, self.compile(tree), {})
        except TemplateSyntaxError as error:
            raise TemplateBroken(_syntax(error), line=error.lineno) from error
        except (RecursionError, SyntaxError, MemoryError) as error:
            raise TemplateBroken(_("mẫu lồng nhau quá sâu."), line=first_line) from error
        return self._run(template, first_line)

    def _run(self, template: Template, first_line: int) -> str:
        pieces = []
        try:
            for piece in template.root_render_func(template.new_context(self.names)):
                self.written += len(piece)
                if self.written > LONGEST_OUTPUT:
                    raise TemplateBroken(_("văn bản in ra quá dài (trên %(n)d ký tự).") % {"n": LONGEST_OUTPUT})
                pieces.append(piece)
        except RuleBroken as error:
            line = error.line if isinstance(error, TemplateBroken) else None
            reason = error.reason if isinstance(error, TemplateBroken) else error.sentence
            raise TemplateBroken(reason, line=line or _line_of(error, template) or first_line) from error
        except UndefinedError as error:
            raise TemplateBroken(_("có tên chưa được đặt giá trị."), line=_line_of(error, template)) from error
        except (TypeError, ValueError, ArithmeticError) as error:
            raise TemplateBroken(_("phép so sánh hay bộ lọc không hợp với giá trị này."), line=_line_of(error, template)) from error
        return "".join(pieces)

    # ── What a template may reach ────────────────────────────────────────────────────────────────────────────────────────────────────

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self._inside(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self._inside(obj, argument)

    def _inside(self, obj: Any, key: Any) -> Any:
        """Data by name or place; never an attribute of Python."""
        if isinstance(obj, Counted):
            return obj[key]
        if isinstance(obj, Mapping):
            if isinstance(key, str) and key in obj:
                return obj[key]
            raise TemplateBroken(_("không có “%(name)s” trong dữ liệu.") % {"name": str(key)[:60]})
        if isinstance(obj, tuple) and isinstance(key, int) and -len(obj) <= key < len(obj):
            return obj[key]
        if isinstance(obj, LoopContext) and key in _LOOP:
            return getattr(obj, key)
        raise TemplateBroken(_("không xem được “%(name)s” của giá trị này.") % {"name": str(key)[:60]})

    def looped(self, values: Any) -> Any:
        """What a loop goes through, paid for beforehand."""
        if isinstance(values, Undefined) or not isinstance(values, tuple | list | range):
            raise TemplateBroken(_("“for” cần một danh sách."))
        self.steps += len(values) + 1
        if self.steps > MOST_STEPS:
            raise TemplateBroken(_("các vòng lặp chạy quá nhiều lần (trên %(n)d lần).") % {"n": MOST_STEPS})
        return values

    def _range(self, *bounds: Any) -> range:
        if not 1 <= len(bounds) <= 2 or not all(isinstance(bound, int) and abs(bound) <= MOST_STEPS for bound in bounds):
            raise TemplateBroken(_("range cần một hoặc hai số nguyên không quá %(n)d.") % {"n": MOST_STEPS})
        return range(*bounds)

    # ── What a template may say ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _check(self, tree: nodes.Template) -> None:
        for node in _walk(tree):
            if reason := self._objection(node):
                raise TemplateBroken(reason, line=node.lineno)
        unknown = meta.find_undeclared_variables(tree) - self.names.keys()
        for name in tree.find_all(nodes.Name):
            if name.name in unknown and name.ctx == "load":
                raise TemplateBroken(_("không có tên “%(name)s”.") % {"name": name.name}, line=name.lineno)

        for node in tree.find_all((nodes.Getattr, nodes.Call)):
            if path := _figure_asked(node):
                self._expect(path, _conditions(node), node.lineno)

    def _expect(self, path: str, asked: Mapping[str, Any], line: int) -> None:
        """A figure by name must be known even where this paper happens not to print it."""
        try:
            self.names[FIGURES].expect(path, asked)
        except TemplateBroken as error:
            raise TemplateBroken(error.reason, line=line) from error

    def _objection(self, node: nodes.Node) -> str:
        objection = ""
        if isinstance(node, nodes.Filter) and node.name not in self.filters:
            objection = _("không có bộ lọc “%(name)s”.") % {"name": node.name}
        elif isinstance(node, nodes.Test) and node.name not in self.tests:
            objection = _("không có phép thử “is %(name)s”.") % {"name": node.name}
        elif isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in _CALLABLE):
            objection = _("mẫu chỉ gọi được so(…) và range(…).")
        elif isinstance(node, nodes.Name) and node.ctx == "store" and (node.name in self.names or node.name.startswith("_")):
            objection = _("tên “%(name)s” đã dùng cho việc khác.") % {"name": node.name}
        elif isinstance(node, _COMPUTING):
            objection = _("mẫu không làm phép tính: mọi con số phải đến từ dữ liệu.")
        elif not isinstance(node, _ALLOWED) or _is_devious(node):
            objection = _("cách viết này không dùng được trong mẫu.")
        return objection


def _is_devious(node: nodes.Node) -> bool:
    """Recursive loops, and calls whose arguments cannot be seen."""
    if isinstance(node, nodes.For):
        return node.recursive
    return isinstance(node, nodes.Call) and bool(node.dyn_args or node.dyn_kwargs)


def _figure_asked(node: nodes.Node) -> str:
    """'truong.TH' for so.truong.TH or so("truong.TH"); empty for anything else."""
    if isinstance(node, nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name == FIGURES:
            return node.attr
        above = _figure_asked(node.node) if isinstance(node.node, nodes.Getattr) else ""
        return f"{above}.{node.attr}" if above else ""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == FIGURES and node.args:
        return str(node.args[0].value) if isinstance(node.args[0], nodes.Const) else ""
    return ""


def _conditions(node: nodes.Node) -> dict[str, Any]:
    """{'cap': 'TH', 'nhom': None} for so("truong", cap="TH", nhom=nhom.ma): None where only running tells."""
    if not isinstance(node, nodes.Call):
        return {}
    return {given.key: given.value.value if isinstance(given.value, nodes.Const) else None for given in node.kwargs}


def _walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(list(node.iter_child_nodes())))


def _add_lines(tree: nodes.Template) -> None:
    """Every stretch of output knows its line, and every loop is counted."""
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = nodes.Call(nodes.EnvironmentAttribute("looped"), [loop.iter], [], None, None, lineno=loop.lineno)
    for output in list(tree.find_all(nodes.Output)):
        output.nodes = [made for child in output.nodes for made in _lined(child)]


def _lined(child: nodes.Expr) -> Iterator[nodes.Expr]:
    line = child.lineno
    if not isinstance(child, nodes.TemplateData):
        yield nodes.TemplateData(_marker(line), lineno=line)
        yield child
        return
    text = "\n".join(_marker(line + at) + part for at, part in enumerate(child.data.split("\n")))
    yield nodes.TemplateData(text, lineno=line)


def _marker(line: int) -> str:
    return LINE + numbered(line)


def _line_of(error: BaseException, template: Template) -> int | None:
    """The template's line that was running."""
    found, step = None, error.__traceback__
    while step:
        if step.tb_frame.f_globals.get("__jinja_template__") is template:
            found = template.get_corresponding_lineno(step.tb_lineno)
        step = step.tb_next
    return found


def _syntax(error: TemplateSyntaxError) -> str:
    """Jinja's complaint in our reader's language, with the line as it stands."""
    message = error.message or ""
    if "unknown tag" in message:
        return _("lệnh này không dùng được trong mẫu; chỉ có if, for và set, mỗi lệnh đóng một lần.")
    if "end of" in message.lower() or "Missing end of" in message:
        return _("có lệnh mở mà không đóng (thiếu {% endif %}, {% endfor %}, }} hoặc %}).")
    lines = lines_of(error.source or "")
    shown = lines[error.lineno - 1].strip()[:80] if 0 < error.lineno <= len(lines) else ""
    return _("cú pháp mẫu chưa đúng ở “%(text)s”.") % {"text": shown}
