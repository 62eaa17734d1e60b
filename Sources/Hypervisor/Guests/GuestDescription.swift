/// What only a guest's XML tells.
struct GuestDescription: Sendable, Equatable {
}
