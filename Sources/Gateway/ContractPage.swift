import HTTPTypes
import Mustache
import Platform
import ServiceContracts

/// The contract as one page for people: no script, no network, printable.
struct ContractPage {
    /// Styles are the page's own; nothing else is loaded.
    static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    let html: String

    /// The page of a contract.
    ///
    /// - Throws: `MustacheTemplate.Error` for a template that is none.
    init(_ contract: JSON) throws {
        let tags = Dictionary(grouping: Self.operations(of: contract), by: \.tag).sorted { $0.key < $1.key }
        let page = Page(
            style: Self.style, tags: tags.map { Tag(name: $0, operations: $1) },
            problems: ProblemKind.all.map {
                Kind(type: $0.type, status: $0.status.code, title: $0.title, next: $0.next)
            })
        html = try MustacheTemplate(string: Self.template).render(page)
    }

    // What the template reads, by these names.

    private struct Page {
        let style: String
        let tags: [Tag]
        let problems: [Kind]
    }

    private struct Tag {
        let name: String
        let operations: [Operation]
    }

    private struct Kind {
        let type: String
        let status: Int
        let title, next: String
    }

    private struct Operation {
        let id, method, path, tag, summary, access: String
        let hasParameters: Bool
        let parameters: [Parameter]
        let sends: String?
        let answers: [Answer]
        let refusals: [String]

        init(_ method: String, _ path: String, _ item: JSON) {
            self.method = method.uppercased()
            self.path = path
            id = item["operationId"]?.text ?? ""
            tag = item["tags"]?.items.first?.text ?? ""
            summary = item["summary"]?.text ?? ""
            access = item["x-access"]?.text ?? ""
            parameters = item["parameters"]?.items.map(Parameter.init) ?? []
            hasParameters = !parameters.isEmpty
            sends = item["requestBody"]?.example
            answers =
                item["responses"]?.members.filter { $0.1["$ref"] == nil }.map { status, response in
                    Answer(
                        status: status, description: response["description"]?.text ?? "",
                        example: response.example)
                } ?? []
            refusals = item["x-problems"]?.items.map(\.text) ?? []
        }
    }

    private struct Parameter {
        let name, place, description: String
        let isRequired: Bool

        init(_ parameter: JSON) {
            name = parameter["name"]?.text ?? ""
            place = parameter["in"]?.text ?? ""
            description = parameter["description"]?.text ?? ""
            isRequired = parameter["required"] == .bool(true)
        }
    }

    private struct Answer {
        let status, description: String
        let example: String?
    }

    private static let methodOrder = ["get", "post", "put", "patch", "delete"]

    private static func operations(of contract: JSON) -> [Operation] {
        contract["paths"]?.members.flatMap { path, methods in
            methods.members.sorted {
                (methodOrder.firstIndex(of: $0.0) ?? 9) < (methodOrder.firstIndex(of: $1.0) ?? 9)
            }.map { method, item in Operation(method, path, item) }
        } ?? []
    }

    private static let template = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Slotwise: the contract</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><style>{{{style}}}</style></head><body>
        <header><h1>Slotwise: the contract</h1><p>Times are RFC 3339 in UTC, ranges half-open, costs in points: lower
        is better. Programs read <a href="/openapi.json">openapi.json</a>.</p>
        <nav>{{#tags}}<a href="#{{name}}">{{name}}</a> {{/tags}}<a href="#problems">problems</a></nav></header>
        <main>{{#tags}}
        <section id="{{name}}"><h2>{{name}}</h2>
        {{#operations}}
        <article id="{{id}}"><h3><span class="method">{{method}}</span> <code>{{path}}</code></h3>
        <p>{{summary}}</p><p class="access">may: <b>{{access}}</b></p><details><summary>details</summary>
        {{#hasParameters}}<h4>parameters</h4><ul>
        {{#parameters}}
        <li><code>{{name}}</code> in {{place}}{{#isRequired}} (required){{/isRequired}} {{description}}</li>
        {{/parameters}}
        </ul>{{/hasParameters}}
        {{#sends}}<h4>sends</h4><pre>{{.}}</pre>{{/sends}}
        <h4>answers</h4><ul>{{#answers}}<li><b>{{status}}</b> {{description}}{{#example}}<pre>{{.}}</pre>{{/example}}</li>{{/answers}}</ul>
        <p class="access">or refuses: {{#refusals}}<code>{{.}}</code> {{/refusals}}</p></details></article>
        {{/operations}}
        </section>
        {{/tags}}
        <section id="problems"><h2>problems</h2><p>Every refusal is <code>application/problem+json</code>
        (RFC 9457) with one of these types and the next step.</p><div class="scroll">
        <table><thead><tr><th>type<th>status<th>title<th>next step</tr></thead><tbody>
        {{#problems}}
        <tr><td><code>{{type}}</code></td><td>{{status}}</td><td>{{title}}</td><td>{{next}}</td></tr>
        {{/problems}}
        </tbody></table></div></section></main>
        </body></html>
        """

    private static let style = """
        :root{color-scheme:light dark;--line:light-dark(#d5dbe1,#3a434c);--accent:light-dark(#0b5fae,#7cc0ff)}
        body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem}
        nav{display:flex;flex-wrap:wrap;gap:.75rem}a{color:var(--accent)}article{border-top:1px solid var(--line);padding:.5rem 0}
        h3{font-size:1rem;margin:.5rem 0 0;overflow-wrap:anywhere}.method{color:var(--accent);display:inline-block;min-width:4.5rem}
        p{margin:.25rem 0}.access{font-size:.875rem}pre{background:light-dark(#f2f5f8,#1c2228);overflow:auto;padding:.5rem}
        table{border-collapse:collapse;font-size:.875rem}td,th{border:1px solid var(--line);padding:.25rem .5rem;text-align:left}
        .scroll{overflow-x:auto}summary{cursor:pointer}
        """
}

extension JSON {
    fileprivate var members: [(String, JSON)] {
        guard case .object(let members) = self else { return [] }
        return members.sorted { $0.key < $1.key }
    }

    fileprivate var items: [JSON] {
        guard case .array(let items) = self else { return [] }
        return items
    }

    fileprivate var text: String {
        guard case .string(let text) = self else { return "" }
        return text
    }

    /// The example of a body, as people read it.
    fileprivate var example: String? { self["content"]?["application/json"]?["example"]?.pretty }

    fileprivate var pretty: String { indented("") }

    private func indented(_ indent: String) -> String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .array(let items):
            items.isEmpty
                ? "[]"
                : "[\n" + items.map { indent + "  " + $0.indented(indent + "  ") }.joined(separator: ",\n")
                    + "\n\(indent)]"
        case .object:
            members.isEmpty
                ? "{}"
                : "{\n"
                    + members.map { "\(indent)  \"\($0.0)\": \($0.1.indented(indent + "  "))" }.joined(
                        separator: ",\n")
                    + "\n\(indent)}"
        }
    }
}
