"""The contract for the web app: bodies and operations as TypeScript types, and what its numbers may be."""
import json

HEAD = """// The bodies and operations of docs/api/openapi.json as types; written by Tests/Service/contract.py --write.
//
// A member with a question mark is left out where there is nothing to say.
"""

# How a path somebody writes, with ids and a query in it, finds its operation.
PATHS = """
type Segment<S extends string> = string extends S ? "{}" : S
type Segments<S extends string> = S extends `${infer Head}/${infer Tail}` ? `${Segment<Head>}/${Segments<Tail>}` : Segment<S>
/** `/v1/appointments/${string}/arrival?x=${string}` as `/v1/appointments/{}/arrival`. */
export type Route<P extends string> = P extends `${infer Path}?${string}` ? Segments<Path> : Segments<P>
type Operation<M extends string, P extends string> = `${M} ${Route<P>}` extends keyof Operations ? Operations[`${M} ${Route<P>}`] : never
/** What `method path` answers; `never` if the contract has no such operation. */
export type Answer<M extends string, P extends string> = Operation<M, P>["answer"]
/** What has to be sent with `method path`. */
export type Body<M extends string, P extends string> = Operation<M, P>["body"]
/** One of what a list at `path` holds. */
export type Item<P extends string> = Answer<"GET", P> extends { items: (infer One)[] } ? One : never
"""


def of(schema):
    """The type of one schema."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " | ".join(of(one) for one in schema["anyOf"] if one.get("type") != "null")
    if "oneOf" in schema:
        return " | ".join(of(one) for one in schema["oneOf"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if schema.get("type") == "array":
        item = of(schema["items"])
        return f"({item})[]" if " | " in item else f"{item}[]"
    if schema.get("type") == "object":
        return "{ " + "; ".join(members(schema)) + " }"
    return {"integer": "number", "number": "number", "boolean": "boolean", "string": "string"}[schema["type"]]


def members(schema):
    required = schema.get("required", [])
    return [f"{name if name.isidentifier() else json.dumps(name)}{'' if name in required else '?'}: {of(member)}" for name, member in sorted(schema["properties"].items())]


def body(content):
    """The type of the JSON in a request or an answer; `null` for none."""
    schema = content.get("content", {}).get("application/json", {}).get("schema")
    return of(schema) if schema else "null"


def types(document):
    lines = [HEAD]
    for name, schema in sorted(document["components"]["schemas"].items()):
        if "oneOf" in schema:
            lines += [f"export type {name} = {of(schema)}", ""]
            continue
        lines += [f"export interface {name} {{", *(f"  {member}" for member in members(schema)), "}", ""]
    lines += ["/** Every operation by method and path, with `{}` for an id. */", "export interface Operations {"]
    for path, item in sorted(document["paths"].items()):
        route = "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
        for method, operation in sorted(item.items()):
            answer = next(body(one) for status, one in operation["responses"].items() if status.startswith("2"))
            lines.append(f'  "{method.upper()} {route}": {{ answer: {answer}; body: {body(operation.get("requestBody", {}))} }}')
    return "\n".join([*lines, "}"]) + "\n" + PATHS


BOUNDS = """// What the numbers of the contract may be, for the forms that ask for them; written by Tests/Service/contract.py --write.

"""


def bound(schema):
    """The bound of a number as attributes of an input, or its choices; `None` where there is none."""
    schema = next((one for one in schema.get("anyOf", []) if one.get("type") != "null"), schema)
    if schema.get("type") != "integer":
        return None
    if "enum" in schema:
        return f"[{', '.join(map(str, schema['enum']))}]"
    if "minimum" in schema and "maximum" in schema:
        return f"{{ min: {schema['minimum']}, max: {schema['maximum']} }}"
    return None


def bounds(document):
    lines = []
    for name, schema in sorted(document["components"]["schemas"].items()):
        if name.startswith("ClinicChanged"):  # An answer around what was sent.
            continue
        found = {field: bound(one) for field, one in sorted(schema.get("properties", {}).items())}
        found = {field: one for field, one in found.items() if one}
        if found:
            lines += [f"export const {name} = {{", *(f"  {field}: {one}," for field, one in found.items()), "}", ""]
    return BOUNDS + "\n".join(lines)
