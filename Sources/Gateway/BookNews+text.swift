import Domain
import ServiceContracts

extension BookNews.Event {
    /// As server-sent events have it.
    ///
    /// Source: HTML, server-sent events, <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
    var text: String {
        "id: \(id)\nevent: \(name)\ndata: {\"at\":\"\(at)\",\"event\":\"\(name)\",\"subject\":\"\(subject)\",\"version\":\(version)}\n\n"
    }
}
