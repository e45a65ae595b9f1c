/// A line of a day sheet.
public struct AgendaEntryBody: Body {
    /// The appointment.
    public let appointment: AppointmentBody
    /// Who comes.
    public let patientName: String
    /// Rooms and devices, by name.
    public let resources: [String]

    /// A line.
    public init(appointment: AppointmentBody, patientName: String, resources: [String]) {
        self.appointment = appointment
        self.patientName = patientName
        self.resources = resources
    }

    /// An example.
    public static var example: Self {
        Self(appointment: .example, patientName: "Ada Lovelace", resources: [])
    }
}
