import ServiceContracts
import Storage

/// Copies the book of a store.
struct CopiedBook: LiveBook {
    let store: any Storage.Database

    func copy(into folder: String) async throws { try await store.copy(.scheduling, into: folder) }
}
