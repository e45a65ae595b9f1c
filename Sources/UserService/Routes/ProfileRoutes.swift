import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Storage

/// Practitioners as they introduce themselves to patients.
struct ProfileRoutes {
    let users: Users
    let appointments: any Appointments

    var operations: [APIOperation] {
        [
            APIOperation(
                "listProfiles", .get, "/v1/practitioner-profiles",
                "How practitioners introduce themselves; those who have not are left out", .anyone,
                gives: .ok(Page<ProfileBody>.self), list),
            APIOperation(
                "showProfile", .get, "/v1/practitioners/{id}/profile",
                "How a practitioner introduces themselves", .anyone, gives: .ok(ProfileBody.self), show),
            APIOperation(
                "setProfile", .put, "/v1/practitioners/{id}/profile",
                "Replaces how a practitioner is introduced", .permission(.editProfile),
                takes: ProfileChange.self, gives: .ok(ProfileBody.self), demands: .ifMatch, change),
        ]
    }

    private var keep: KeepProfile { KeepProfile(users, appointments: appointments) }

    private func list(_ call: Call) async throws -> Reply {
        try await .ok(Page(items: users.database.read { try $0.profiles() }))
    }

    private func show(_ call: Call) async throws -> Reply {
        let id: Practitioner.ID = try call.path("id")
        let (profile, version) = try await keep.read(id)
        return try Reply.ok(ProfileBody(id, profile)).tagged("\(version)")
    }

    private func change(_ call: Call) async throws -> Reply {
        let (id, profile): (Practitioner.ID, ProfileChange) = (try call.path("id"), try call.read())
        let version = try await keep(
            id, profile, by: call.caller, check: { try call.requireMatch("\($0)") })
        return try Reply.ok(ProfileBody(id, profile)).tagged("\(version)")
    }
}
