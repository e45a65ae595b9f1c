import AsyncHTTPClient
import NIOCore

extension HTTPClient {
    /// For what leaves the clinic: a message that is led elsewhere was not sent, and what it says would be.
    static let outbound: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(configuration: configuration)
    }()

    /// How long another's server may take.
    static let outboundPatience = TimeAmount.seconds(20)
}
