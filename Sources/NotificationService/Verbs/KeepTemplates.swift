import Domain
import ServiceContracts
import Storage
import Words

/// Keeps what messages say: the usual words, or the clinic's own, with every version of them.
struct KeepTemplates {
    let database: any Database

    private static let card = "clinic-card"
    private static let cardVersion = "clinic-card-version"

    /// Who writes, with its version.
    ///
    /// - Throws: `StorageError`.
    func readCard() async throws -> (body: ClinicCardBody, version: Int) {
        try await database.read { (try $0.clinicCard(), try Self.version($0)) }
    }

    /// Replaces who writes, if nobody changed it since it was read.
    ///
    /// - Throws: What `check` throws; nothing was written then.
    func keepCard(
        _ body: ClinicCardBody, by caller: Caller, check: @escaping @Sendable (Int) throws -> Void
    ) async throws -> Int {
        try await database.write { transaction in
            let version = try Self.version(transaction)
            try check(version)
            try transaction.keep(body)
            try transaction.keep(Self.cardVersion, "\(version + 1)")
            try transaction.audit("clinicCardChanged", Self.card, by: caller)
            return version + 1
        }
    }

    /// All templates as they are.
    ///
    /// - Throws: `StorageError`.
    func list() async throws -> [TemplateBody] {
        let own = try await database.read { try $0.ownTemplates() }
        return NoticeTemplate.all.map { TemplateBody($0, own: own[$0.id]) }
    }

    /// One as it is, with its version.
    ///
    /// - Throws: `StorageError`.
    func read(_ template: NoticeTemplate) async throws -> (body: TemplateBody, version: Int) {
        try await database.read { transaction in
            (
                TemplateBody(template, own: try transaction.ownTemplates()[template.id]),
                try transaction.version(ofTemplate: template.id)
            )
        }
    }

    /// Changes one, or takes its usual words up again, if nobody changed it since it was read.
    ///
    /// - Throws: ``TemplateText/Fault``, or what `check` throws; nothing was written then.
    func change(
        _ template: NoticeTemplate, to words: TemplateText?, by caller: Caller,
        check: @escaping @Sendable (Int) throws -> Void
    ) async throws -> (body: TemplateBody, version: Int) {
        try words?.check(for: template)
        return try await database.write { transaction in
            let version = try transaction.version(ofTemplate: template.id)
            try check(version)
            // The usual words are no version where they hold already.
            if try words == nil && transaction.ownTemplates()[template.id] == nil {
                return (TemplateBody(template, own: nil), version)
            }
            try transaction.keep(words, ofTemplate: template.id, version: version + 1, by: caller)
            try transaction.audit("templateChanged", template.id, by: caller)
            return (TemplateBody(template, own: words), version + 1)
        }
    }

    private static func version(_ transaction: any ReadTransaction) throws -> Int {
        try transaction.setting(cardVersion).flatMap { Int($0) } ?? 0
    }
}

extension TemplateBody {
    fileprivate init(_ template: NoticeTemplate, own: TemplateText?) {
        let words = own ?? template.usual
        self.init(
            id: Identifier(template.id), event: template.event, channel: template.channel,
            language: Text(stored: template.language.rawValue),
            subject: template.hasSubject ? words.subject : nil, text: words.text, isOwn: own != nil,
            fields: template.fields)
    }
}
