/// What a booking by staff may exceed knowingly, beside the practitioner's time.
public enum OverbookedResource: String, Described, CaseIterable {
    /// The patient is in two places at a time.
    case patient
    /// More rooms or devices are in use than there are.
    case equipment
}
