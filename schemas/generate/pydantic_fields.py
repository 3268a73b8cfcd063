"""Fields of pydantic models by their syntax: type with bounds, default, aliases, the text below each field."""

import ast

from annotation_kinds import kind_of, kinds, literals
from render import shortened

BOUNDS = ("gt", "ge", "lt", "le")


class Models:
    def __init__(self, classes):
        self.classes = classes
        #: {dotted path: (module, class)} of every model that `fields` went through.
        self.sections = {}

    def fields(self, module, cls, prefix):
        """{dotted key: field} of a model below `prefix`, with the fields of the models in it."""
        found = {}
        self.sections[prefix] = (module, cls)
        for where, part in reversed(self.classes.chain(module, cls)):
            for number, node in enumerate(part.body):
                if (
                    isinstance(node, ast.AnnAssign)
                    and isinstance(node.target, ast.Name)
                    and node.target.id != "model_config"
                ):
                    text = _text(part.body[number + 1]) if number + 1 < len(part.body) else ""
                    found.update(self._field(where, node, prefix, text))
        return found

    def _field(self, module, node, prefix, text):
        options = field_options(node.value)
        name = options["alias"].value if isinstance(options.get("alias"), ast.Constant) else node.target.id
        nested = self.model(module, node.annotation)
        enum = self.enumeration(module, node.annotation)
        bounds = ["%s=%s" % (bound, ast.unparse(options[bound])) for bound in BOUNDS if bound in options]
        annotation = ast.unparse(node.annotation)
        entry = {"type": "Annotated[%s, Field(%s)]" % (annotation, ", ".join(bounds)) if bounds else annotation}
        accepted = kinds(node.annotation)
        if enum:
            accepted = list(dict.fromkeys(kind_of(value) for value in enum)) + [
                kind for kind in accepted if kind == "null"
            ]
        elif nested:
            # `dict` would say that its keys are free.
            accepted = ["any"] + [kind for kind in accepted if kind == "null"]
        entry["accepts"] = accepted
        converts = next((kind for kind in accepted if kind in ("int", "float", "bool", "str", "dict")), "any")
        entry["converts"] = (
            "choice" if enum or literals(node.annotation) else converts if len(set(accepted) - {"null"}) == 1 else "any"
        )
        entry.update(self.default(module, node.value, options))
        if enum:
            entry["choices"] = [str(value) for value in enum]
        elif literals(node.annotation) and accepted in (["str"], ["str", "null"]):
            entry["choices"] = literals(node.annotation)
        if "dict" in accepted and not nested:
            entry["open"] = True
        if name != node.target.id:
            entry["aliases"] = [node.target.id]
        if text:
            entry["help"] = shortened(text)
        key = prefix + "." + name if prefix else name
        found = {key: entry}
        if nested:
            found.update(self.fields(*nested, key))
        return found

    def model(self, module, annotation):
        """(module, class) of the model an annotation names, or None."""
        for node in ast.walk(annotation):
            found = self.classes.find(module, node.id) if isinstance(node, ast.Name) else None
            if found and any(
                ast.unparse(base).endswith("Model") for _, part in self.classes.chain(*found) for base in part.bases
            ):
                return found
        return None

    def enumeration(self, module, annotation):
        """The values of the enumeration an annotation names; those of an alias of the last member once."""
        for node in ast.walk(annotation):
            found = self.classes.find(module, node.id) if isinstance(node, ast.Name) else None
            if found and any(ast.unparse(base) == "Enum" for base in found[1].bases):
                values = [part.value for part in found[1].body if isinstance(part, ast.Assign)]
                return list(dict.fromkeys(value.value for value in values if isinstance(value, ast.Constant)))
        return None

    def default(self, module, value, options):
        """{"default": value}, {"defaultText": source} or {"required": True}."""
        if (
            value is None
            or isinstance(value, ast.Call)
            and ast.unparse(value.func) == "Field"
            and "default" not in options
        ):
            factory = options.get("default_factory")
            if factory is None:
                return {"required": True}
            return (
                {"default": {}}
                if ast.unparse(factory) in ("dict", "lambda: {}")
                else {"defaultText": ast.unparse(factory)}
            )
        node = options.get("default", value)
        if isinstance(node, ast.Constant) and node.value is Ellipsis:
            return {"required": True}
        try:
            return {"default": self.constant(module, node)}
        except ValueError:
            return {"defaultText": ast.unparse(node)}

    def constant(self, module, node):
        """The value of a literal, a named constant, an enumeration member or `pp_int(5e8)`; else ValueError."""
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pp_int":
            return int(self.constant(module, node.args[0]))
        if isinstance(node, ast.Name):
            value = self.classes.value(module, node.id)
            if value is None or isinstance(value, ast.ClassDef):
                raise ValueError(node.id)
            return self.constant(module, value)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            cls = self.classes.find(module, node.value.id)
            for part in cls[1].body if cls else []:
                if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == node.attr:
                    return ast.literal_eval(part.value)
            raise ValueError(ast.unparse(node))
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Pow)):
            left, right = self.constant(module, node.left), self.constant(module, node.right)
            return left * right if isinstance(node.op, ast.Mult) else left**right
        try:
            return ast.literal_eval(node)
        except (TypeError, SyntaxError) as error:
            raise ValueError(str(error)) from None


def field_options(value):
    """The arguments of `Field(...)`, the first one as `default`; a plain default as `default`; {} without any."""
    if value is None:
        return {}
    if not (isinstance(value, ast.Call) and ast.unparse(value.func) == "Field"):
        return {"default": value}
    options = {keyword.arg: keyword.value for keyword in value.keywords}
    if value.args:
        options["default"] = value.args[0]
    return options


def forbids_extra(classes, module, cls):
    """Whether a model refuses keys that it does not know."""
    text = "\n".join(ast.unparse(part) for _, part in classes.chain(module, cls)).replace(" ", "").replace('"', "'")
    return "extra='forbid'" in text or "extra=Extra.forbid" in text


def _text(node):
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value.value
    return ""
