/**
 * What the service says of slots, plans and scenarios, by its own sentence. `{n}` stands for what varies; where the
 * German word depends on a number, `{n|one|many}`. `{s}` is an English plural that German does not need.
 *
 * @type {Record<string, string>}
 */
export const de = {
  // Why a slot is suggested.
  "on the first day asked for": "am ersten gewünschten Tag",
  "with {who}, as wished": "bei {who}, wie gewünscht",
  "on a {day}, as wished": "an einem {day}, wie gewünscht",
  "in the morning, as wished": "vormittags, wie gewünscht",
  "in the afternoon, as wished": "nachmittags, wie gewünscht",
  "at the wished location": "am gewünschten Standort",
  "wastes no time of the day": "lässt keine Lücke im Tag",
  "in {n} day{s}": "in {n|Tag|Tagen}",
  "{who} is not the wished practitioner": "{who} ist nicht gewünscht",
  "not on a wished weekday": "nicht am gewünschten Wochentag",
  "not in the morning": "nicht vormittags",
  "not in the afternoon": "nicht nachmittags",
  "not at the wished location": "nicht am gewünschten Standort",
  "leaves about {n} min that others can use less well": "lässt etwa {n} Minuten übrig, die anderen weniger nützen",
  "takes time that urgent patients may need": "nimmt Zeit, die dringende Fälle brauchen könnten",
  "{who} is busier than others": "{who} hat mehr zu tun als andere",
  "every visit at the same time": "jeder Besuch zur selben Zeit",
  "{n} visits depart from the pattern": "{n|Besuch weicht|Besuche weichen} vom Muster ab",
  // What a wish costs.
  "{wish}: nothing free in these days": "{wish}: in diesen Tagen nichts frei",
  "{wish} costs no waiting": "{wish} kostet keine Wartezeit",
  "{wish} costs {n} day{s}: {when}; {who} is free {other}":
    "{wish} kostet {n|Tag|Tage}: {when}; {who} ist frei {other}",
  "{wish} costs {n} day{s}: {when}; otherwise {other}": "{wish} kostet {n|Tag|Tage}: {when}; sonst {other}",
  "the morning": "Vormittag",
  "the afternoon": "Nachmittag",
  "the location": "Der Standort",
  "{one} or {another}": "{one} oder {another}",
  // Why nothing is suggested, and what would help.
  "none of {n} practitioners offers {skill}": "von {n|Behandelnden|Behandelnden} bietet niemand {skill} an",
  "{n} practitioners offer {skill}, but none at a location with {purpose}":
    "{n|Person bietet|Personen bieten} {skill} an, aber niemand an einem Standort mit {purpose}",
  "{type} needs {notice} notice and opens {n} days ahead, until {date}; no day asked for lies between":
    "{type} braucht {notice} Vorlauf und öffnet {n|Tag|Tage} vorher, bis {date}; kein gewünschter Tag liegt dazwischen",
  "a patient has at most {n} future × {type}, and this one has {m}":
    "man darf höchstens {n} kommende {type} haben, und {m} sind gebucht oder gehalten",
  "{n} visits {m} days apart end on {end}, but {type} opens {days} days ahead, until {date}; ask for fewer visits or less time between them":
    "{n} Besuche im Abstand von {m} Tagen enden am {end}, aber {type} öffnet {days} Tage vorher, bis {date}; wählen Sie weniger Besuche oder kürzere Abstände",
  "some visit of the {n} has no place; ask for fewer visits or another interval":
    "ein Besuch von {n} hat keinen Platz; wählen Sie weniger Besuche oder einen anderen Abstand",
  "{n} practitioners could, but none works from {from} to {to}; ask for later days":
    "{n|Person könnte|Personen könnten}, aber niemand arbeitet von {from} bis {to}; suchen Sie spätere Tage",
  "{n} practitioners work in these days, but none has {length} free in one piece outside time that is kept for others":
    "{n|Person arbeitet|Personen arbeiten} an diesen Tagen, aber niemand hat {length} am Stück frei außerhalb freigehaltener Zeit",
  "{n} practitioners work in these days, but none has {length} free in one piece":
    "{n|Person arbeitet|Personen arbeiten} an diesen Tagen, aber niemand hat {length} am Stück frei",
  "{n} day{s} later than asked: {when} with {who}": "{n|Tag|Tage} später als gewünscht: {when} bei {who}",
  "{when} with {who}, if {other} works {n} min longer": "{when} bei {who}, wenn {other} {n} Minuten länger arbeitet",
  "{when} with {who}, if the patient's other appointment moves":
    "{when} bei {who}, wenn Ihr anderer Termin verlegt wird",
  "{when} with {who}, in time that is kept for others": "{when} bei {who}, in Zeit, die für andere freigehalten ist",
  // Why an appointment moves, or cannot.
  "same day": "am selben Tag",
  "{n} day{s} later": "{n|Tag|Tage} später",
  "{n} day{s} earlier": "{n|Tag|Tage} früher",
  "another weekday": "anderer Wochentag",
  "not a wished weekday": "kein gewünschter Wochentag",
  "another practitioner": "bei jemand anderem",
  "another location": "anderer Standort",
  "{n} min from the usual time": "{n} Minuten neben der gewohnten Zeit",
  "not the wished half of the day": "nicht die gewünschte Tageshälfte",
  "{n} min of overtime": "{n} Minuten Überstunden",
  "moved though not displaced": "verlegt, um Platz zu machen",
  "every place it could take went to others, whom it would cost more to leave out":
    "jeder mögliche Platz ging an andere, ohne die es teurer wäre",
  "nobody with {skill} has {n} min free by day {day} of the plan":
    "niemand mit {skill} hat bis Tag {day} des Plans {n} Minuten frei",
  // What scenarios are compared by.
  "third next available": "drittnächster freier Termin",
  "utilisation": "Auslastung",
  "overtime": "Überstunden",
  "people moved": "verlegte Personen",
  "of them to make room": "davon, um Platz zu machen",
  "bump rate": "Verlegungsrate",
  "waiting": "Wartezeit",
  "without a place": "ohne Platz",
  "same or wished practitioner": "gewohnte oder gewünschte Person",
  "revenue": "Umsatz",
  "worst-off group": "am schlechtesten gestellte Gruppe",
  "did not come": "nicht erschienen",
  "overbooked": "zusätzlich gebucht",
  "cost": "Kosten",
  "proved at least": "mindestens, bewiesen",
  "gap": "Abstand",
  // Names of days.
  "Monday": "Montag",
  "Tuesday": "Dienstag",
  "Wednesday": "Mittwoch",
  "Thursday": "Donnerstag",
  "Friday": "Freitag",
  "Saturday": "Samstag",
  "Sunday": "Sonntag",
}
