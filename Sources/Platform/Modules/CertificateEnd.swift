public import Domain
import NIOSSL

/// When the certificate of a chain in PEM ends; the first, which is the server's own.
///
/// - Throws: What keeps the file from being read as one.
public func certificateEnd(of chain: String) throws -> Instant? {
    try NIOSSLCertificate.fromPEMFile(chain).first.map {
        Instant(secondsSince1970: Int64($0.notValidAfter))
    }
}
