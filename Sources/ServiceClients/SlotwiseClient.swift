public import AsyncHTTPClient
public import Domain
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
public import ServiceContracts

/// A typed client of the contract, for other programs in Swift.
///
/// Every request is sent once; a booking that was not answered may be sent again with the same key.
public struct SlotwiseClient: Sendable {
    private let base: String
    private let http: HTTPClient
    private let token: String?

    /// Seconds until a request is given up.
    private static let patience = TimeAmount.seconds(30)
    private static let largestAnswer = 16 << 20

    /// A client of the server at `base`, such as `https://clinic.example`.
    ///
    /// - Parameters:
    ///   - base: Scheme, host and port.
    ///   - http: Sends the requests; whoever made it shuts it down.
    ///   - token: An access token; `nil` for what anybody may see.
    public init(_ base: String, http: HTTPClient = .shared, token: String? = nil) {
        self.base = base
        self.http = http
        self.token = token
    }

    /// The same client, signed in.
    public func signedIn(_ session: SessionTokenBody) -> SlotwiseClient {
        SlotwiseClient(base, http: http, token: session.accessToken)
    }

    // MARK: Accounts

    /// Signs in.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func signIn(_ credentials: Credentials) async throws -> SessionTokenBody {
        try await send("POST", "/v1/sessions", credentials)
    }

    /// A patient registers.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func register(_ account: NewAccount) async throws -> RegistrationBody {
        try await send("POST", "/v1/accounts", account)
    }

    /// Ends the session at once.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func signOut() async throws { try await order("DELETE", "/v1/sessions/current") }

    // MARK: The clinic

    /// Bookable types.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func appointmentTypes() async throws -> [AppointmentTypeBody] {
        try await list("/v1/appointment-types")
    }

    /// Practitioners; with a type those who give it, with their next free day.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func practitioners(for type: AppointmentType.ID? = nil) async throws -> [PractitionerBody] {
        try await list("/v1/practitioners", ["appointmentType": type?.rawValue])
    }

    /// A patient's record.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func patient(_ id: Patient.ID) async throws -> PatientBody {
        try await send("GET", "/v1/patients/\(id)")
    }

    // MARK: Booking

    /// Free slots by start.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func slots(
        _ type: AppointmentType.ID, with practitioner: Practitioner.ID? = nil, from: LocalDate? = nil,
        to: LocalDate? = nil
    ) async throws -> [SlotBody] {
        try await list(
            "/v1/slots",
            [
                "appointmentType": type.rawValue, "practitioner": practitioner?.rawValue,
                "from": from?.description,
                "to": to?.description,
            ])
    }

    /// Best-fit slots with reasons.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func suggest(_ wish: SuggestionWish) async throws -> SuggestionsBody {
        try await send("POST", "/v1/suggestions", wish)
    }

    /// Holds a slot for five minutes.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func hold(_ slot: NewHold) async throws -> HoldBody { try await send("POST", "/v1/holds", slot) }

    /// Gives a hold back.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func release(_ hold: Hold.ID) async throws { try await order("DELETE", "/v1/holds/\(hold)") }

    /// Books; the same key gives the first answer again.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func book(_ appointment: NewAppointment, key: String) async throws -> AppointmentBody {
        try await send("POST", "/v1/appointments", appointment, key: key)
    }

    /// One appointment.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func appointment(_ id: Appointment.ID) async throws -> AppointmentBody {
        try await send("GET", "/v1/appointments/\(id)")
    }

    /// A page of appointments by start, after `cursor`.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func appointments(
        of patient: Patient.ID? = nil, after cursor: String? = nil, limit: Int = 50
    ) async throws -> Page<AppointmentBody> {
        try await send(
            "GET",
            Self.path(
                "/v1/appointments", ["patient": patient?.rawValue, "cursor": cursor, "limit": "\(limit)"]))
    }

    /// Moves an appointment.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func reschedule(
        _ id: Appointment.ID, _ place: Rescheduling, key: String? = nil
    ) async throws -> AppointmentBody {
        try await send("POST", "/v1/appointments/\(id)/rescheduling", place, key: key)
    }

    /// Cancels an appointment.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func cancel(
        _ id: Appointment.ID, _ reason: Cancellation = Cancellation(), key: String? = nil
    ) async throws -> AppointmentBody {
        try await send("POST", "/v1/appointments/\(id)/cancellation", reason, key: key)
    }

    // MARK: Planning

    /// A practitioner is away.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func recordAbsence(_ absence: NewAbsence) async throws -> AbsenceBody {
        try await send("POST", "/v1/absences", absence)
    }

    /// Begins a plan.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func propose(_ proposal: NewProposal) async throws -> ProposalBody {
        try await send("POST", "/v1/proposals", proposal)
    }

    /// A plan as it stands.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func proposal(_ id: String) async throws -> ProposalBody {
        try await send("GET", "/v1/proposals/\(id)")
    }

    /// Applies a plan, whole or in part.
    ///
    /// - Throws: ``Refusal``, or what the connection throws.
    public func apply(_ id: String, _ part: Application = Application()) async throws -> [AppointmentBody] {
        let page: Page<AppointmentBody> = try await send("POST", "/v1/proposals/\(id)/application", part)
        return page.items
    }
}

extension SlotwiseClient {
    private func list<Item: Body>(_ path: String, _ query: [String: String?] = [:]) async throws -> [Item] {
        let page: Page<Item> = try await send("GET", Self.path(path, query))
        return page.items
    }

    private func send<Answer: Body>(_ method: String, _ path: String) async throws -> Answer {
        try JSONDecoder().decode(Answer.self, from: await answer(method, path, nil, nil))
    }

    private func send<Answer: Body>(
        _ method: String, _ path: String, _ body: some Body, key: String? = nil
    ) async throws -> Answer {
        try JSONDecoder().decode(
            Answer.self, from: await answer(method, path, JSONEncoder().encode(body), key))
    }

    private func order(_ method: String, _ path: String) async throws {
        _ = try await answer(method, path, nil, nil)
    }

    private func answer(_ method: String, _ path: String, _ body: Data?, _ key: String?) async throws
        -> ByteBuffer
    {
        var request = HTTPClientRequest(url: base + path)
        request.method = HTTPMethod(rawValue: method)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(data: body))
        }
        let response = try await http.execute(request, timeout: Self.patience)
        let bytes = try await response.body.collect(upTo: Self.largestAnswer)
        guard (200..<300).contains(response.status.code) else {
            throw Refusal(Int(response.status.code), bytes)
        }
        return bytes
    }

    private static func path(_ path: String, _ query: [String: String?]) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        let pairs = query.compactMap { name, value in
            value?.addingPercentEncoding(withAllowedCharacters: allowed).map { "\(name)=\($0)" }
        }
        return pairs.isEmpty ? path : "\(path)?\(pairs.sorted().joined(separator: "&"))"
    }
}
