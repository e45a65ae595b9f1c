import CGLPK
public import Workers

extension WorkerThreads {
    /// Niced threads on which GLPK may run: each has an environment of its own that ends with it.
    ///
    /// - Parameters:
    ///   - count: How many solves at the same time.
    ///   - capacity: How many may wait.
    /// - Returns: Threads that end when the value is released.
    public static func solvers(count: Int = 2, capacity: Int = 64) -> WorkerThreads {
        WorkerThreads(
            "solver", count: count, capacity: capacity,
            begin: {
                slotwise_be_nice()
                slotwise_quiet()
            },
            end: { _ = glp_free_env() })
    }
}
