/// From where on something is an alert. Percent.
public struct AlertThresholds: Sendable, Equatable {
    public var poolFullWarning = 80
    public var poolFullCritical = 95
    public var memoryWarning = 90
    public var memoryCritical = 97
    public var ioWaitWarning = 30

    public init() {}
}
