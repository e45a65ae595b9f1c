import Domain
import HTTPTypes
import Platform
import ServiceContracts

/// Accounts as administrators see them, and who acts for whom.
struct UserRoutes {
    let auth: Auth

    var operations: [APIOperation] {
        [
            APIOperation(
                "listUsers", .get, "/v1/admin/users", "Accounts by address", .permission(.administer),
                query: [
                    .init("cursor", Text<Bounds.Address>.self, "`next` of the page before."),
                    .init("limit", Bounded<Bounds.PageSize>.self, "At most so many; 50 if absent."),
                ], gives: .ok(Page<UserBody>.self), list),
            APIOperation(
                "createUser", .post, "/v1/admin/users", "Makes an account; a link sets its password",
                .permission(.administer), takes: NewUser.self, gives: .created(UserBody.self),
                refuses: [.inUse], create),
            APIOperation(
                "showUser", .get, "/v1/admin/users/{id}", "One account", .permission(.administer),
                gives: .ok(UserBody.self), show),
            APIOperation(
                "changeUser", .patch, "/v1/admin/users/{id}",
                "Changes role or activity; takes effect at once",
                .permission(.administer), takes: UserChange.self, gives: .ok(UserBody.self),
                refuses: [.inUse],
                demands: .ifMatch, change),
            APIOperation(
                "makePasswordLink", .post, "/v1/admin/users/{id}/password-link",
                "A link with which somebody sets a password, once, within a day", .permission(.administer),
                gives: .created(PasswordLinkBody.self), makeLink),
            APIOperation(
                "removeUserAuthenticator", .delete, "/v1/admin/users/{id}/authenticator",
                "Takes a lost authenticator away; every session of the account ends",
                .permission(.administer),
                gives: .nothing, removeAuthenticator),
            APIOperation(
                "listRoles", .get, "/v1/admin/roles", "Each role with its permissions",
                .permission(.administer),
                gives: .ok(Page<RoleBody>.self), roles),
            APIOperation(
                "listProxies", .get, "/v1/patients/{id}/proxies", "Who acts for a patient",
                .permission(.editPatients),
                gives: .ok(Page<ProxyBody>.self), listProxies),
            APIOperation(
                "addProxy", .post, "/v1/patients/{id}/proxies", "Lets an account act for a patient",
                .permission(.registerPatients), takes: NewProxy.self, gives: .created(ProxyBody.self),
                addProxy),
            APIOperation(
                "removeProxy", .delete, "/v1/patients/{id}/proxies/{account}",
                "Somebody acts for a patient no longer",
                .permission(.editPatients), gives: .nothing, removeProxy),
        ]
    }

    private var users: ManageUsers { ManageUsers(auth: auth) }
    private var proxies: ManageProxies { ManageProxies(auth: auth) }

    private func list(_ call: Call) async throws -> Reply {
        let page = try await users.list(
            after: call.query("cursor", Text<Bounds.Address>.self)?.value,
            limit: call.query("limit", Bounded<Bounds.PageSize>.self)?.value ?? 50)
        return try .ok(page)
    }

    private func create(_ call: Call) async throws -> Reply {
        let user = try await users.create(call.read(), by: call.caller)
        return try Reply.created(user, at: "/v1/admin/users/\(user.id)").tagged("\(user.version)")
    }

    private func show(_ call: Call) async throws -> Reply {
        let user = try await users.show(call.id())
        return try Reply.ok(user).tagged("\(user.version)")
    }

    private func change(_ call: Call) async throws -> Reply {
        let user = try await users.change(call.id(), call.read(), by: call.caller) {
            try call.requireMatch("\($0)")
        }
        return try Reply.ok(user).tagged("\(user.version)")
    }

    private func makeLink(_ call: Call) async throws -> Reply {
        let link = try await ResetPassword(auth: auth).link(for: call.id(), by: call.caller)
        return try .created(link, at: "/v1/password-resets/\(link.token)")
    }

    private func removeAuthenticator(_ call: Call) async throws -> Reply {
        try await UseAuthenticator(auth: auth).remove(of: call.id(), by: call.caller)
        return .nothing
    }

    private func roles(_ call: Call) async throws -> Reply {
        try .ok(
            Page(
                items: Role.allCases.map { role in
                    RoleBody(
                        role: role,
                        grants: Permission.allCases.filter(role.may).map {
                            .init(permission: $0.rawValue, reach: $0.reach(of: role).rawValue)
                        })
                }))
    }

    private func listProxies(_ call: Call) async throws -> Reply {
        try .ok(Page(items: try await proxies.list(try patient(call, .editPatients))))
    }

    private func addProxy(_ call: Call) async throws -> Reply {
        let patient = try patient(call, .registerPatients)
        let proxy = try await proxies.add(call.read(NewProxy.self).email, for: patient, by: call.caller)
        return try .created(proxy, at: "/v1/patients/\(patient)/proxies")
    }

    private func removeProxy(_ call: Call) async throws -> Reply {
        let account = try call.path("account", Label.self).value
        try await proxies.remove(account, for: try patient(call, .editPatients), by: call.caller)
        return .nothing
    }

    private func patient(_ call: Call, _ permission: Permission) throws -> Patient.ID {
        let (patient, caller): (Patient.ID, Caller) = (try call.path("id"), try call.caller)
        guard permission.reach(of: caller.role) == .all || caller.patients.contains(patient) else {
            throw AuthError.unknown
        }
        return patient
    }
}
