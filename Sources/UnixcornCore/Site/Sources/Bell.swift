/// Lets a loop rest, and somebody else end its rest early.
actor Bell {
    private var isRung = false
    private var sleeper: Task<Void, Never>?

    /// Ends the rest under way, or the next one.
    func ring() {
        isRung = true
        sleeper?.cancel()
    }

    /// Returns after about `seconds`, on the common beat, when the bell is rung, or when the task is cancelled. Tells whether it was rung.
    @discardableResult
    func rest(atMost seconds: Double) async -> Bool {
        if !isRung {
            // Cancelled by the bell or with the caller: either way the rest is over.
            let sleep = Task<Void, Never> { try? await Task.sleep(for: Beat.wait(seconds)) }
            sleeper = sleep
            await withTaskCancellationHandler {
                await sleep.value
            } onCancel: {
                sleep.cancel()
            }
            sleeper = nil
        }
        defer { isRung = false }
        return isRung
    }
}
