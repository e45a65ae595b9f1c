import Domain

extension Catalogue {
    static let english = Catalogue(
        sentences: [
            .firstDay: "on the first day asked for",
            .wishedPractitioner: "with {who}, as wished",
            .wishedWeekday: "on a {day}, as wished",
            .wishedMorning: "in the morning, as wished",
            .wishedAfternoon: "in the afternoon, as wished",
            .wishedLocation: "at the wished location",
            .noTimeWasted: "wastes no time of the day",
            .samePattern: "every visit at the same time",

            .waiting: "in {days|day|days}",
            .unwishedPractitioner: "{who} is not the wished practitioner",
            .unwishedWeekday: "not on a wished weekday",
            .notMorning: "not in the morning",
            .notAfternoon: "not in the afternoon",
            .unwishedLocation: "not at the wished location",
            .fragmentation: "leaves about {minutes} min that others can use less well",
            .urgentCapacity: "takes time that urgent patients may need",
            .load: "{who} is busier than others",
            .departures: "{visits|visit departs|visits depart} from the pattern",

            .wishUnavailable: "{wish}: nothing free in these days",
            .wishFree: "{wish} costs no waiting",
            .wishCosts: "{wish} costs {days|day|days}: {when}; otherwise {other}",
            .wishCostsPractitioner: "{wish} costs {days|day|days}: {when}; {who} is free {other}",
            .morning: "the morning",
            .afternoon: "the afternoon",

            .nobodySkilled: "none of {practitioners|practitioner|practitioners} offers {skill}",
            .lacksResources:
                "{practitioners|practitioner offers|practitioners offer} {skill}, but none at a location with {purposes}",
            .outsideOpening:
                "{type} needs {minutes} min notice and opens {days|day|days} ahead, until {date}; no day asked for lies between",
            .patientCap: "a patient has at most {most} future × {type}, and this one has {kept}",
            .nobodyWorks:
                "{practitioners|practitioner|practitioners} could, but none works from {from} to {to}; ask for later days",
            .noRoom:
                "{practitioners|practitioner works|practitioners work} in these days, but none has {minutes} min free in one piece",
            .noRoomButKept:
                "{practitioners|practitioner works|practitioners work} in these days, but none has {minutes} min free in one piece outside time that is kept for others",
            .seriesEndsLate:
                "{visits|visit|visits} {interval|day|days} apart end on {end}, but {type} opens {days|day|days} ahead, until {date}; ask for fewer visits or less time between them",
            .someVisitFull:
                "some visit of the {visits} has no place; ask for fewer visits or another interval",

            .later: "{days|day|days} later than asked: {when} with {who}",
            .overtime: "{when} with {who}, if {who} works {minutes} min longer",
            .patientBusy: "{when} with {who}, if the patient's other appointment moves",
            .reserved: "{when} with {who}, in time that is kept for others",

            .planSameDay: "same day",
            .planLate: "{days|day|days} later",
            .planEarly: "{days|day|days} earlier",
            .planWeekdayChange: "another weekday",
            .planUnwantedWeekday: "not a wished weekday",
            .planOtherPractitioner: "another practitioner",
            .planLocationChange: "another location",
            .planTimeOfDay: "{minutes} min from the usual time",
            .planUnwantedTimeOfDay: "not the wished half of the day",
            .planOvertime: "{minutes} min of overtime",
            .planMove: "moved though not displaced",

            .unplacedNoDay: "notice and horizon of {type} leave no day within which it should be",
            .unplacedTaken: "every place it could take went to others, whom it would cost more to leave out",
            .unplacedNobodyFree: "nobody with {skill} has {minutes} min free by day {day} of the plan",
            .unplacedNobodyFreeOrCapped:
                "nobody with {skill} has {minutes} min free by day {day} of the plan, or they take no more of {type} that day",
            .unplacedNothingOpen: "nothing free within the days that are open",
            .seat: "{when} with {who}",
        ],
        letters: [
            .confirmAddress: (
                "Confirm your address",
                "Confirm your address with this code within a day: {code}"
            ),
            .accountExists: (
                "You have an account already",
                "Somebody, perhaps you, tried to register with this address. Sign in or reset the password."
            ),
            .setPassword: (
                "Set a new password",
                "Set a new password with this code within an hour: {code}"
            ),
            .messageWaits: (
                "A message for you",
                "Somebody at the clinic wrote to you. Sign in to read it and to answer."
            ),
            .visitBooked: (
                "Your appointment on {when}",
                "Your appointment is booked: {when}, with {who}, {where}. If it does not suit you, move or cancel it in time."
            ),
            .visitMoved: (
                "Your appointment is now on {when}",
                "Your appointment has changed. It is now {when}, with {who}, {where}. If it does not suit you, move or cancel it in time."
            ),
            .visitReplaced: (
                "We had to move your appointment to {when}",
                "We are sorry: {before} with {whoBefore} is not possible. We keep {when} for you, with {who}, {where}. Please tell us whether that suits you, choose another time, or decline."
            ),
            .visitCancelled: (
                "Your appointment on {when} is cancelled",
                "Your appointment does not take place: {when}, with {who}, {where}."
            ),
            .visitSoon: (
                "Soon: your appointment on {when}",
                "We expect you: {when}, with {who}, {where}. If you cannot come, move or cancel it, so that somebody else can."
            ),
            .visitOffered: (
                "A place for you: {when}",
                "A place has come free: {when}, with {who}, {where}. We keep it for you until {until}. Please take it, or leave it to somebody else."
            ),
            .visitOfferedInstead: (
                "Another place for you: {when}",
                "A place has come free: {when}, with {who}, {where}. We keep it for you until {until}. Take it, and your appointment on {before} with {whoBefore} moves there; leave it to somebody else, and nothing changes."
            ),
            .daySheet: (
                "Tomorrow, {date}: {visits|appointment|appointments}",
                "From {first} to {last}, {where}. Who comes is on your day sheet; it may still change."
            ),
        ],
        phrases: [
            .daySheet: "Your day sheet",
            .answer: "Confirm, move or cancel it",
            .offer: "Take it, or leave it",
            .stop: "Stop these messages",
            .read: "Read it",
            .visit: "Appointment: {who}",
            .calendar: "My appointments",
        ],
        figures: [
            "thirdNextAvailable": "third next available",
            "utilisation": "utilisation",
            "overtimeMinutes": "overtime",
            "moved": "people moved",
            "movedOthers": "of them to make room",
            "bumpRate": "bump rate",
            "waitingDays": "waiting",
            "unplaced": "without a place",
            "continuity": "same or wished practitioner",
            "revenue": "revenue",
            "worstGroup": "worst-off group",
            "noShowRate": "did not come",
            "overbooked": "overbooked",
            "cost": "cost",
            "bound": "proved at least",
            "gap": "gap",
        ],
        weekdays: [
            .monday: ("Mon", "Monday"), .tuesday: ("Tue", "Tuesday"), .wednesday: ("Wed", "Wednesday"),
            .thursday: ("Thu", "Thursday"), .friday: ("Fri", "Friday"), .saturday: ("Sat", "Saturday"),
            .sunday: ("Sun", "Sunday"),
        ],
        months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        afterDay: "", or: " or ")
}
