"""The checks inside a trainer's constructor, run without the trainer.

A constructor loads models between its checks, so it cannot be called. Its source can be walked: `self.x = args.x` is
done, an `if` is decided when its condition reads nothing but known names, and a `raise` that is reached is raised, with
the framework's own message. Whatever needs more than that is passed over.
"""

import ast
import inspect
import textwrap
import types

PURE_CALLS = {"len", "isinstance", "getattr", "hasattr", "max", "min", "int", "float", "bool", "str", "any", "all", "set", "list"}


def _pure(node):
    """Whether evaluating the expression can neither load nor change anything."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            name = part.func.id if isinstance(part.func, ast.Name) else part.func.attr if isinstance(part.func, ast.Attribute) else ""
            if name not in PURE_CALLS and not (isinstance(part.func, ast.Attribute) and name in ("get", "endswith", "startswith", "lower")):
                return False
        if isinstance(part, (ast.Await, ast.Yield, ast.NamedExpr, ast.Lambda)):
            return False
    return True


def _evaluate(node, names):
    return eval(compile(ast.Expression(node), "check", "eval"), names)  # noqa: S307 - the framework's own source


def _assign(statement, names):
    target = statement.targets[0]
    if not _pure(statement.value) or not isinstance(target, (ast.Name, ast.Attribute)):
        return
    value = _evaluate(statement.value, names)
    if isinstance(target, ast.Name):
        names[target.id] = value
    elif isinstance(target.value, ast.Name) and target.value.id == "self" and target.attr not in names["self"].assumed:
        setattr(names["self"], target.attr, value)


def _forget(statements, names):
    """What a passed-over branch would have set is not known any more."""
    for statement in statements:
        for part in ast.walk(statement):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                names.pop(part.id, None)
            elif isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store) and isinstance(part.value, ast.Name) and part.value.id == "self":
                if part.attr not in names["self"].assumed:
                    names["self"].__dict__.pop(part.attr, None)


def _walk(statements, names):
    for statement in statements:
        if isinstance(statement, ast.If):
            try:
                if not _pure(statement.test):
                    raise NameError
                holds = bool(_evaluate(statement.test, names))
            except Exception:  # the condition needs what is not here
                _forget([statement], names)
                continue
            _walk(statement.body if holds else statement.orelse, names)
        elif isinstance(statement, ast.Assign):
            try:
                _assign(statement, names)
            except Exception:
                _forget([statement], names)
            else:
                if not _pure(statement.value):
                    _forget([statement], names)
        elif isinstance(statement, ast.Raise) and statement.exc is not None:
            raise _error(statement.exc, names)
        elif isinstance(statement, ast.Assert):
            try:
                fails = _pure(statement.test) and not _evaluate(statement.test, names)
            except Exception:
                continue
            if fails:
                raise AssertionError(ast.unparse(statement.test))
        elif not isinstance(statement, (ast.Expr, ast.Pass, ast.Return, ast.Import, ast.ImportFrom)):
            _forget([statement], names)


def _error(node, names):
    try:
        return _evaluate(node, names)
    except Exception:
        return ValueError(ast.unparse(node)[:300])


def check(function, unknown=(), assumed=None, **names):
    """Raises what `function` would, as far as `names` decide it.

    Parameters that are not in `names` have their defaults, apart from the `unknown` ones. `assumed` are attributes of
    `self` that stand whatever the function does with them.
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assumed = assumed or {}
    scope = {**function.__globals__, "self": types.SimpleNamespace(assumed=assumed, **assumed)}
    for name, parameter in inspect.signature(function).parameters.items():
        scope.pop(name, None) if name != "self" else None
        if parameter.default is not inspect.Parameter.empty and name not in unknown:
            scope[name] = parameter.default
    _walk(tree.body, {**scope, **names})


def check_whatever(attribute, function, unknown=(), **names):
    """As `check`, for an attribute of `self` that depends on the data: raises only what is raised with and without it."""
    try:
        check(function, unknown, {attribute: False}, **names)
    except Exception:
        check(function, unknown, {attribute: True}, **names)
