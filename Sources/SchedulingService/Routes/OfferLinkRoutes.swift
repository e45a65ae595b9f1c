import Booking
import Book
import Domain
import HTTPTypes
import Platform
import ServiceContracts

/// Offers of the waitlist, answered with a signed link and without signing in.
struct OfferLinkRoutes {
    let scheduling: Scheduling

    var operations: [APIOperation] {
        [
            APIOperation(
                "openOfferLink", .get, "/v1/offer-links/{token}", "The offer a link is for", .anyone,
                gives: .ok(OfferBody.self), refuses: [.linkExpired], open),
            APIOperation(
                "acceptOfferByLink", .post, "/v1/offer-links/{token}/acceptance",
                "Takes the place; never left with nothing", .anyone, gives: .ok(AppointmentBody.self),
                refuses: [.linkExpired, .holdExpired, .slotTaken, .illegalTransition, .ruleBroken], accept),
            APIOperation(
                "declineOfferByLink", .post, "/v1/offer-links/{token}/refusal",
                "Gives the place back; waits on", .anyone, gives: .nothing, refuses: [.linkExpired], decline),
        ]
    }

    private func open(_ call: Call) async throws -> Reply {
        try await .ok(OfferBody(UseLink(scheduling).openOffer(token(call)).offer))
    }

    private func accept(_ call: Call) async throws -> Reply {
        let taken = try await AnswerOffer(scheduling).accept(byLink: token(call)).appointment
        let zone = scheduling.zoneName(of: taken.practitioner)
        return try .ok(AppointmentBody(taken, zone: zone, showsReason: false))
    }

    private func decline(_ call: Call) async throws -> Reply {
        try await AnswerOffer(scheduling).decline(byLink: token(call))
        return .nothing
    }

    private func token(_ call: Call) throws -> String {
        try call.path("token", Text<Bounds.Token>.self).value
    }
}
