/// The clinic that the process serving it has open, for commands it does on behalf of others.
enum OpenClinic {
    /// `nil` in a process of its own, where every command opens what it needs.
    @TaskLocal static var current: Host?
}
