"""The API's description: OpenAPI 3 for programs, and the same as a reference page for people.

The page is rendered here from the specification, without scripts and without another host: it works on a
machine that reaches nothing but this service.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from flask_openapi3 import APIBlueprint, OpenAPI, Tag

from service.parameters import Nothing
from service.schemas import Failure

api = APIBlueprint(
    "documentation",
    __name__,
    url_prefix="/api/v1",
    abp_tags=[Tag(name="description", description="This description itself")],
    abp_responses={400: Failure},
)

JSON_OBJECT = {
    "description": "The OpenAPI 3.1 document",
    "content": {"application/json": {"schema": {"type": "object"}}},
}


@api.get("/openapi.json", responses={200: JSON_OBJECT})
def openapi_json(query: Nothing) -> dict[str, Any]:
    """This description of the service, as OpenAPI 3.1."""
    return specification()


def init_app(app: OpenAPI) -> None:
    """Write the OpenAPI document, once all addresses are registered."""
    document = app.api_doc
    for item in document["paths"].values():
        for operation in item.values():
            # flask-openapi3 joins a docstring's lines with HTML
            operation["description"] = operation.get("description", "").replace("<br/>", " ").strip()
    app.extensions["openapi"] = document


def specification() -> dict[str, Any]:
    """The OpenAPI document of the current application."""
    document: dict[str, Any] = current_app.extensions["openapi"]
    return document


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a key of an object: its name, its type in words, and what it means."""

    name: str
    type: str
    description: str
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    method: str
    path: str
    summary: str
    description: str
    parameters: list[Field]
    bodies: list[Field]
    answers: list[Field]
    needs_key: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations under one tag."""

    name: str
    description: str
    operations: list[Operation] = field(default_factory=list)


def chapters(spec: dict[str, Any]) -> list[Chapter]:
    """The operations of a specification by tag, in the order of its tags."""
    result = {tag["name"]: Chapter(tag["name"], tag.get("description", "")) for tag in spec["tags"]}
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            chapter = result[operation["tags"][0]]
            chapter.operations.append(
                Operation(
                    method.upper(),
                    path,
                    operation.get("summary", ""),
                    operation["description"],
                    [_parameter(parameter) for parameter in operation.get("parameters", [])],
                    [
                        _body(kind, content)
                        for kind, content in operation.get("requestBody", {}).get("content", {}).items()
                    ],
                    [_answer(status, answer) for status, answer in sorted(operation["responses"].items())],
                    "security" in operation,
                )
            )
    return list(result.values())


def objects(spec: dict[str, Any]) -> dict[str, list[Field]]:
    """The objects that answers consist of: name → keys."""
    schemas = spec["components"]["schemas"]
    return {
        name: [
            Field(key, type_name(value), value.get("description", ""), _object_in(value))
            for key, value in schema.get("properties", {}).items()
        ]
        for name, schema in sorted(schemas.items())
    }


def type_name(schema: dict[str, Any]) -> str:
    """A JSON schema's type in words: "list of Quotation", "date or null", "direct | partial"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(type_name(choice) for choice in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"]).lower() if isinstance(schema["const"], bool) else str(schema["const"])
    if schema.get("type") == "array":
        return f"list of {type_name(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type", "any"))


def _parameter(parameter: dict[str, Any]) -> Field:
    schema = parameter.get("schema", {})
    limits = [type_name(schema)]
    if "minimum" in schema and "maximum" in schema:
        limits.append(f"{schema['minimum']:g} to {schema['maximum']:g}")
    if schema.get("default") is not None:
        limits.append(f"default {schema['default']}")
    return Field(parameter["name"], ", ".join(limits), parameter.get("description", ""))


def _body(kind: str, content: dict[str, Any]) -> Field:
    schema = content.get("schema", {})
    return Field(kind, type_name(schema), "", _object_in(schema))


def _answer(status: str, answer: dict[str, Any]) -> Field:
    content = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return Field(status, type_name(content), answer.get("description", ""), _object_in(content))


def _object_in(schema: dict[str, Any]) -> str | None:
    """The name of the described object that a schema is, has, or lists."""
    if "$ref" in schema:
        return type_name(schema)
    for choice in [*schema.get("anyOf", []), schema.get("items", {})]:
        if choice and (found := _object_in(choice)):
            return found
    return None
