public import Suggesting
import Book
import Domain
public import ServiceContracts
public import Words

extension SuggestionsBody {
    /// What is suggested, or why nothing is, in a language.
    public init(_ answers: SuggestAppointments.Answers, in words: Words) {
        self.init(
            items: answers.items.map { Item($0, in: words) },
            prices: answers.prices.map {
                Price(
                    wish: words.text($0.wish), days: $0.days, granted: $0.granted.map(SlotBody.init),
                    otherwise: $0.otherwise.map(SlotBody.init), words: words.text($0.trade))
            },
            reshuffled: answers.reshuffled.map {
                Reshuffled(slot: SlotBody($0.slot), cost: $0.cost, handovers: $0.handovers)
            },
            whyNot: answers.whyNot.isEmpty ? nil : answers.whyNot.map { ReasonBody($0, in: words) },
            waysOut: answers.waysOut.isEmpty
                ? nil
                : answers.waysOut.map {
                    WayOut(slot: SlotBody($0.slot), cost: $0.cost, words: words.text($0.reason))
                })
    }
}

extension SuggestionsBody.Item {
    /// One slot with its cost and reasons.
    public init(_ answer: SuggestAppointments.Answer, in words: Words) {
        self.init(
            slot: SlotBody(answer.slot), cost: answer.cost,
            reasons: answer.reasons.map { ReasonBody($0, in: words) })
    }
}
