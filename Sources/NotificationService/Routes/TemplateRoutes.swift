import Storage
import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Words

/// What messages say, and who writes them.
struct TemplateRoutes {
    let notifications: Notifications

    private static let path = "/v1/admin/templates/{id}"

    var operations: [APIOperation] {
        [
            APIOperation(
                "listTemplates", .get, "/v1/admin/templates",
                "What messages say, by event, way and language, and which fields they may have",
                .permission(.administer), gives: .ok(Page<TemplateBody>.self), list),
            APIOperation(
                "showTemplate", .get, Self.path, "What messages of one kind say", .permission(.administer),
                gives: .ok(TemplateBody.self), refuses: [.notFound], show),
            APIOperation(
                "setTemplate", .put, Self.path, "Writes what they say; a field that there is not is refused",
                .permission(.administer), takes: TemplateChange.self, gives: .ok(TemplateBody.self),
                refuses: [.notFound], demands: .ifMatch, set),
            APIOperation(
                "resetTemplate", .delete, Self.path, "Takes the usual words up again",
                .permission(.administer), gives: .nothing, refuses: [.notFound], demands: .ifMatch, reset),
            APIOperation(
                "previewTemplate", .post, "\(Self.path)/preview", "How a message would read; nothing is kept",
                .permission(.administer), takes: TemplateChange.self, gives: .ok(TemplatePreviewBody.self),
                refuses: [.notFound], preview),
            APIOperation(
                "listTemplateVersions", .get, "\(Self.path)/versions", "Every change of it, the latest first",
                .permission(.administer), gives: .ok(Page<TemplateVersionBody>.self), refuses: [.notFound],
                versions),
            APIOperation(
                "showClinicCard", .get, "/v1/admin/clinic-card", "Who writes: name, address, telephone",
                .permission(.administer), gives: .ok(ClinicCardBody.self), showCard),
            APIOperation(
                "setClinicCard", .put, "/v1/admin/clinic-card", "Replaces who writes",
                .permission(.administer), takes: ClinicCardBody.self, gives: .ok(ClinicCardBody.self),
                demands: .ifMatch, setCard),
        ]
    }

    private var templates: KeepTemplates { KeepTemplates(database: notifications.database) }

    private func list(_ call: Call) async throws -> Reply { try await .ok(Page(items: templates.list())) }

    private func show(_ call: Call) async throws -> Reply {
        let (body, version) = try await templates.read(template(call))
        return try Reply.ok(body).tagged("\(version)")
    }

    private func set(_ call: Call) async throws -> Reply {
        let template = try template(call)
        do {
            let (body, version) = try await templates.change(
                template, to: words(call, template), by: call.caller,
                check: { try call.requireMatch("\($0)") })
            return try Reply.ok(body).tagged("\(version)")
        } catch let fault as TemplateText.Fault {
            throw Problem(fault, of: template)
        }
    }

    private func reset(_ call: Call) async throws -> Reply {
        _ = try await templates.change(
            template(call), to: nil, by: call.caller, check: { try call.requireMatch("\($0)") })
        return .nothing
    }

    private func preview(_ call: Call) async throws -> Reply {
        let template = try template(call)
        do {
            let words = try words(call, template)
            try words.check(for: template)
            let card = try await templates.readCard().body
            let said = try words.filled(WriteNotice.sample(card, in: template.language))
            return try .ok(
                TemplatePreviewBody(subject: template.hasSubject ? said.subject : nil, text: said.text))
        } catch let fault as TemplateText.Fault {
            throw Problem(fault, of: template)
        }
    }

    private func versions(_ call: Call) async throws -> Reply {
        let template = try template(call)
        let found = try await notifications.database.read { try $0.versions(ofTemplate: template.id) }
        return try .ok(
            Page(
                items: found.map {
                    TemplateVersionBody(
                        version: $0.version, subject: template.hasSubject ? $0.words?.subject : nil,
                        text: $0.words?.text, at: $0.at, by: $0.by)
                }))
    }

    private func showCard(_ call: Call) async throws -> Reply {
        let (body, version) = try await templates.readCard()
        return try Reply.ok(body).tagged("\(version)")
    }

    private func setCard(_ call: Call) async throws -> Reply {
        let body: ClinicCardBody = try call.read()
        let version = try await templates.keepCard(
            body, by: call.caller, check: { try call.requireMatch("\($0)") })
        return try Reply.ok(body).tagged("\(version)")
    }

    private func template(_ call: Call) throws -> NoticeTemplate {
        let id: Identifier<TemplateBody> = try call.path("id")
        guard let template = NoticeTemplate(id: id.rawValue) else { throw Problem(.notFound) }
        return template
    }

    private func words(_ call: Call, _ template: NoticeTemplate) throws -> TemplateText {
        let change: TemplateChange = try call.read()
        return TemplateText(
            subject: template.hasSubject ? change.subject?.value ?? "" : template.usual.subject,
            text: change.text?.value ?? "")
    }
}

extension Problem {
    fileprivate init(_ fault: TemplateText.Fault, of template: NoticeTemplate) {
        let fields = template.fields.map { "{{\($0)}}" }.joined(separator: ", ")
        switch fault {
        case .unknownField(let name, let part):
            self = .invalid(part.rawValue, "has {{\(name)}}, which is no field here; there are \(fields)")
        case .malformed(let part):
            self = .invalid(
                part.rawValue,
                "must have fields as {{when}}, and sections as {{#phone}}…{{/phone}} or {{^phone}}…{{/phone}} that end where they begin"
            )
        case .empty(let part):
            self = .invalid(part.rawValue, "must say something, whether its fields are empty or filled")
        case .tooLong(let part, let most):
            self = .invalid(
                part.rawValue, "must have at most \(most) characters, however long its values are")
        }
    }
}
