import CSpawn
import Foundation
import Synchronization

/// A process that this one started.
///
/// *Rule.* A child is started by `posix_spawn` with the three descriptors it is given; the kernel closes all others. *Why.*
/// Foundation's `Process` lists what is open to close it one by one, and was seen to read past the end of that list with some
/// 1,360 descriptors open: the whole program crashed. *If broken.* A plan ends a server that has many clients.
public final class ChildProcess: Sendable {
    /// How it ended.
    public enum Ending: Sendable, Hashable {
        /// By itself, with a status.
        case exited(Int)
        /// By a signal.
        case signalled(Int)
    }

    /// Its process id.
    public let id: Int32
    private let hasEnded = Mutex(false)

    /// Starts `program`; its signals are the system's own again, and it is in a group of its own, so that a key that ends this
    /// program ends no child halfway.
    ///
    /// - Parameters:
    ///   - program: Path of an executable.
    ///   - arguments: After its name.
    ///   - environment: Of the child; `nil` for this process's.
    ///   - input: A descriptor that becomes its standard input, as do the next two; they stay open here.
    ///   - output: Its standard output.
    ///   - errors: Its standard error.
    /// - Throws: `POSIXError` if it cannot be started.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil, input: Int32,
        output: Int32, errors: Int32
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in [input, output, errors].enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        slotwise_close_from(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.resetSignals(&attributes)
        let words = (environment ?? ProcessInfo.processInfo.environment).map { "\($0)=\($1)" }
        var id: pid_t = 0
        let status = Self.withPointers([program] + arguments) { arguments in
            Self.withPointers(words) { words in
                posix_spawn(&id, program, &actions, &attributes, arguments, words)
            }
        }
        guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EINVAL) }
        self.id = id
    }

    /// Asks it to end; nothing happens to one that has ended.
    public func terminate() { send(SIGTERM) }

    /// Ends it.
    public func kill() { send(SIGKILL) }

    /// Returns when it has ended; called once, on a thread that may wait.
    public func wait() -> Ending {
        var status: Int32 = 0
        // The id stays its own until it is collected, so that no signal meets another process.
        var info = siginfo_t()
        while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
        hasEnded.withLock { hasEnded in
            hasEnded = true
            while waitpid(id, &status, 0) == -1 && errno == EINTR {}
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(Int((status >> 8) & 0xFF)) : .signalled(Int(signal))
    }

    /// As ``wait()``, on a thread of its own.
    public func end() async -> Ending {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: self.wait()) }
            thread.name = "child"
            thread.start()
        }
    }

    private func send(_ signal: Int32) {
        hasEnded.withLock { hasEnded in
            if !hasEnded { Foundation.kill(id, signal) }
        }
    }

    private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    private static func withPointers<Value>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
    ) -> Value {
        let copies: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        return copies.withUnsafeBufferPointer { pointers in
            guard let first = pointers.baseAddress else { preconditionFailure("there is always the end") }
            return body(first)
        }
    }
}
