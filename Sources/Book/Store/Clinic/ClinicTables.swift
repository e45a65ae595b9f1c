import Domain

/// The tables of the clinic; what a row refers to stands before it.
enum ClinicTables {
    static let all: [any ClinicRow.Type] = [
        Location.self, ResourcePool.self, AppointmentType.self, Practitioner.self, WeeklyTemplate.self,
        ScheduleException.self, Absence.self, BusyTime.self, CarveOut.self, Holiday.self,
    ]
}
