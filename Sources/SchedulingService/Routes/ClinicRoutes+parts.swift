import Book
import Directory
import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Storage

/// The kinds of operation on a part of the clinic: show it, replace it, take it away.
extension ClinicRoutes {
    func location(_ id: String) -> ClinicPart { .location(.init(id)) }
    func pool(_ id: String) -> ClinicPart { .pool(.init(id)) }
    func type(_ id: String) -> ClinicPart { .type(.init(id)) }
    func practitioner(_ id: String) -> ClinicPart { .practitioner(.init(id)) }

    /// An operation that shows one thing by its id.
    func show<Value: Body>(
        _ id: String, _ path: String, _ summary: String, _ type: Value.Type,
        _ part: @escaping @Sendable (String) -> ClinicPart,
        _ body: @escaping @Sendable (ClinicContext, String) -> Value?
    ) -> APIOperation {
        APIOperation(id, .get, path, summary, .permission(.administer), gives: .ok(type)) { call in
            let subject = try call.path("id", ClinicID.self).value
            let (found, version) = try await scheduling.read { transaction, context in
                (body(context, subject), try transaction.version(of: part(subject)))
            }
            guard let found else { throw unknown(part(subject).kind, subject) }
            return try Reply.ok(found).tagged("\(version)")
        }
    }

    /// An operation that adds or replaces one thing by its id.
    func set<Value: Body>(
        _ id: String, _ path: String, _ summary: String, _ type: Value.Type,
        _ part: @escaping @Sendable (String) -> ClinicPart,
        _ change: @escaping @Sendable (String, Value, inout Clinic, any ReadTransaction) throws -> Void
    ) -> APIOperation {
        APIOperation(
            id, .put, path, summary, .permission(.administer), takes: type,
            gives: .ok(ClinicChanged<Value>.self),
            refuses: [.inUse, .notFound, .ruleBroken], demands: .ifMatch
        ) { call in
            let (subject, body): (String, Value) = (try call.path("id", ClinicID.self).value, try call.read())
            return try await self.change(part(subject), "\(id) \(subject)", body, call) {
                try change(subject, body, &$0, $1)
            }
        }
    }

    /// An operation that removes one thing by its id.
    func remove(
        _ id: String, _ path: String, _ summary: String, _ part: @escaping @Sendable (String) -> ClinicPart,
        _ change: @escaping @Sendable (String, inout Clinic, any ReadTransaction) throws -> Void
    ) -> APIOperation {
        APIOperation(
            id, .delete, path, summary, .permission(.administer), gives: .nothing, refuses: [.inUse],
            demands: .ifMatch
        ) { call in
            let subject = try call.path("id", ClinicID.self).value
            _ = try await ChangeClinic(scheduling)(
                part(subject), "\(id) \(subject)", by: call.caller, check: { try call.requireMatch("\($0)") }
            ) { clinic, transaction in try change(subject, &clinic, transaction) }
            return .nothing
        }
    }

    /// An operation that shows a part of the clinic.
    func read<Value: Body>(
        _ id: String, _ path: String, _ summary: String, _ type: Value.Type, _ part: ClinicPart,
        _ body: @escaping @Sendable (ClinicContext) -> Value
    ) -> APIOperation {
        APIOperation(id, .get, path, summary, .permission(.administer), gives: .ok(type)) { _ in
            let (found, version) = try await scheduling.read { transaction, context in
                (body(context), try transaction.version(of: part))
            }
            return try Reply.ok(found).tagged("\(version)")
        }
    }

    /// An operation that replaces a part of the clinic.
    func replace<Value: Body>(
        _ id: String, _ path: String, _ summary: String, _ type: Value.Type, _ part: ClinicPart,
        _ change: @escaping @Sendable (Value, inout Clinic) throws -> Void
    ) -> APIOperation {
        APIOperation(
            id, .put, path, summary, .permission(.administer), takes: type,
            gives: .ok(ClinicChanged<Value>.self),
            refuses: [.notFound],
            demands: .ifMatch
        ) { call in
            let body: Value = try call.read()
            return try await self.change(part, id, body, call) { clinic, _ in try change(body, &clinic) }
        }
    }

    private func change(
        _ part: ClinicPart, _ detail: String, _ body: some Body, _ call: Call,
        _ change: @escaping @Sendable (inout Clinic, any ReadTransaction) throws -> Void
    ) async throws -> Reply {
        let (version, displaced) = try await ChangeClinic(scheduling)(
            part, detail, by: call.caller, check: { try call.requireMatch("\($0)") }, change)
        return try Reply.ok(ClinicChanged(body, displaced: displaced.map(AbsenceBody.Displaced.init)))
            .tagged("\(version)")
    }
}
