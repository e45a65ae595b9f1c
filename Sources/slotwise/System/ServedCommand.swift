import ArgumentParser
import Foundation
import Logging
import Platform
import ServiceLifecycle

/// A command on a book that the server of the book does where one runs: one process writes a book at a time.
protocol ServedCommand: AsyncParsableCommand {
    var book: BookOptions { get }
}

extension ServedCommand {
    /// Runs at the server that has the book open; here, where none has.
    func runWhereTheBookIs(_ arguments: [String]) async throws {
        let console = Console.current
        let request = CommandSocket.Request(arguments: arguments, traits: console.traits)
        let place = try book.place
        guard place.isFiles else {
            // Every process is an instance of its own there.
            var command = self
            return try await command.run()
        }
        let status = try await CommandSocket(of: place.directory).ask(request) { answer in
            switch answer {
            case .out(let data): console.say(data)
            case .note(let text): console.note(text)
            case .status: break
            }
        }
        guard let status else {
            var command = self
            return try await command.run()
        }
        guard status == 0 else { throw ExitCode(status) }
    }
}

/// Does the commands that other processes of the same user hand in, on the clinic that is open here.
struct CommandServer: Service {
    let clinic: Host
    let entrance: CommandSocket
    let logger: Logger

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await entrance.serve(answer) }
        } catch is CancellationError {
            // Told to stop.
        } catch {
            logger.error("commands cannot be handed in", metadata: ["why": "\(error)"])
            try await gracefulShutdown()
        }
    }

    @Sendable private func answer(
        _ request: CommandSocket.Request, _ send: @escaping @Sendable (CommandSocket.Answer) -> Void
    ) async {
        let console = Console(
            traits: request.traits, say: { send(.out($0)) }, note: { send(.note($0)) })
        let code = await Console.$current.withValue(console) {
            await OpenClinic.$current.withValue(clinic) { await status(of: request.arguments) }
        }
        send(.status(code))
    }

    private func status(of arguments: [String]) async -> Int32 {
        do {
            guard var command = try Slotwise.parseAsRoot(arguments) as? any ServedCommand else {
                throw UsageError(
                    "\(arguments.first ?? "nothing"): is not done beside a server; stop it first")
            }
            try await command.run()
            return 0
        } catch {
            let failure = Failure(error)
            if let message = failure.message { Console.current.note(message + "\n") }
            return failure.status
        }
    }
}
