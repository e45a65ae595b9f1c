public import Suggesting
import Book
import Domain
public import ServiceContracts

extension SuggestionsBody {
    /// What is suggested, or why nothing is.
    public init(_ answers: SuggestAppointments.Answers) {
        self.init(
            items: answers.items.map(Item.init),
            prices: answers.prices.map {
                Price(
                    wish: $0.wish, days: $0.days, granted: $0.granted.map(SlotBody.init),
                    otherwise: $0.otherwise.map(SlotBody.init), words: $0.words)
            },
            reshuffled: answers.reshuffled.map {
                Reshuffled(slot: SlotBody($0.slot), cost: $0.cost, handovers: $0.handovers)
            },
            whyNot: answers.whyNot.isEmpty ? nil : answers.whyNot,
            waysOut: answers.waysOut.isEmpty
                ? nil
                : answers.waysOut.map { WayOut(slot: SlotBody($0.slot), cost: $0.cost, words: $0.words) })
    }
}

extension SuggestionsBody.Item {
    /// One slot with its cost and reasons.
    public init(_ answer: SuggestAppointments.Answer) {
        self.init(slot: SlotBody(answer.slot), cost: answer.cost, reasons: answer.reasons)
    }
}
