extension AsyncStream<Void> {
    /// Something at once, soon after every element, and now and then in case something could not be done before.
    ///
    /// - Parameter pause: How long nothing may come at most.
    /// - Returns: A stream that ends with this one; many reasons may be one thing.
    public func wakes(atLeastEvery pause: Duration) -> AsyncStream<Void> {
        let (wakes, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let told = Task {
            for await _ in self { wake.yield() }
            wake.finish()
        }
        let again = Task {
            while (try? await Task.sleep(for: pause)) != nil {
                // One that ended before ended the stream already.
                if case .terminated = wake.yield() { return }
            }
        }
        wake.onTermination = { _ in
            told.cancel()
            again.cancel()
        }
        return wakes
    }
}
