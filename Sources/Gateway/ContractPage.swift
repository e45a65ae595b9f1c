import HTTPTypes
import Platform
import ServiceContracts

/// The contract as one page for people: no script, no network, printable.
struct ContractPage {
    /// Styles are the page's own; nothing else is loaded.
    static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    let html: String

    init(_ contract: JSON) {
        let operations = Self.operations(of: contract)
        let tags = Dictionary(grouping: operations, by: \.tag).sorted { $0.key < $1.key }
        let menu = tags.map { "<a href=\"#\($0.key.escaped)\">\($0.key.escaped)</a>" }.joined(separator: " ")
        let sections = tags.map { tag, operations in
            "<section id=\"\(tag.escaped)\"><h2>\(tag.escaped)</h2>\(operations.map(Self.article).joined())</section>"
        }.joined()
        let problems = ProblemKind.all.map {
            "<tr><td><code>\($0.type)</code></td><td>\($0.status.code)</td><td>\($0.title.escaped)</td><td>\($0.next.escaped)</td></tr>"
        }.joined()
        html = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Slotwise: the contract</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"><style>\(Self.style)</style></head><body>
            <header><h1>Slotwise: the contract</h1><p>Times are RFC 3339 in UTC, ranges half-open, costs in points: lower
            is better. Programs read <a href="/openapi.json">openapi.json</a>.</p><nav>\(menu) <a href="#problems">problems</a></nav></header>
            <main>\(sections)<section id="problems"><h2>problems</h2><p>Every refusal is <code>application/problem+json</code>
            (RFC 9457) with one of these types and the next step.</p><div class="scroll"><table><thead><tr><th>type<th>status<th>title<th>next step</tr></thead><tbody>\(problems)</tbody></table></div></section></main>
            </body></html>
            """
    }

    private struct Entry {
        let method, path, tag: String
        let item: JSON
    }

    private static let methodOrder = ["get", "post", "put", "patch", "delete"]

    private static func operations(of contract: JSON) -> [Entry] {
        contract["paths"]?.members.flatMap { path, methods in
            methods.members.sorted {
                (methodOrder.firstIndex(of: $0.0) ?? 9) < (methodOrder.firstIndex(of: $1.0) ?? 9)
            }.map { method, item in
                Entry(method: method, path: path, tag: item["tags"]?.items.first?.text ?? "", item: item)
            }
        } ?? []
    }

    private static func article(_ entry: Entry) -> String {
        let item = entry.item
        let parameters =
            item["parameters"]?.items.map { parameter in
                let isRequired = parameter["required"] == .bool(true) ? " (required)" : ""
                return
                    "<li><code>\(parameter["name"]?.text.escaped ?? "")</code> in \(parameter["in"]?.text ?? "")\(isRequired) \(parameter["description"]?.text.escaped ?? "")</li>"
            }.joined() ?? ""
        let body =
            item["requestBody"]?["content"]?["application/json"]?["example"].map {
                "<h4>sends</h4><pre>\($0.pretty.escaped)</pre>"
            } ?? ""
        let answers =
            item["responses"]?.members.filter { $0.1["$ref"] == nil }.map { status, response in
                let example =
                    response["content"]?["application/json"]?["example"].map {
                        "<pre>\($0.pretty.escaped)</pre>"
                    } ?? ""
                return "<li><b>\(status)</b> \(response["description"]?.text.escaped ?? "")\(example)</li>"
            }.joined() ?? ""
        let refusals =
            item["x-problems"]?.items.map { "<code>\($0.text)</code>" }.joined(separator: " ") ?? ""
        let access = item["x-access"]?.text ?? ""
        return """
            <article id="\(item["operationId"]?.text ?? "")"><h3><span class="method">\(entry.method.uppercased())</span> <code>\(entry.path.escaped)</code></h3>
            <p>\(item["summary"]?.text.escaped ?? "")</p><p class="access">may: <b>\(access)</b></p>
            <details><summary>details</summary>\(parameters.isEmpty ? "" : "<h4>parameters</h4><ul>\(parameters)</ul>")\(body)<h4>answers</h4><ul>\(answers)</ul><p class="access">or refuses: \(refusals)</p></details></article>
            """
    }

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

extension String {
    fileprivate var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
            "\"", with: "&quot;")
    }
}
