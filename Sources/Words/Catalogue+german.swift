import Domain

extension Catalogue {
    static let german = Catalogue(
        sentences: [
            .firstDay: "am ersten gewünschten Tag",
            .wishedPractitioner: "bei {who}, wie gewünscht",
            .wishedWeekday: "an einem {day}, wie gewünscht",
            .wishedMorning: "vormittags, wie gewünscht",
            .wishedAfternoon: "nachmittags, wie gewünscht",
            .wishedLocation: "am gewünschten Standort",
            .noTimeWasted: "lässt keine Lücke im Tag",
            .samePattern: "jeder Besuch zur selben Zeit",

            .waiting: "in {days|Tag|Tagen}",
            .unwishedPractitioner: "{who} ist nicht gewünscht",
            .unwishedWeekday: "nicht am gewünschten Wochentag",
            .notMorning: "nicht vormittags",
            .notAfternoon: "nicht nachmittags",
            .unwishedLocation: "nicht am gewünschten Standort",
            .fragmentation: "lässt etwa {minutes|Minute|Minuten} übrig, die anderen weniger nützen",
            .urgentCapacity: "nimmt Zeit, die dringende Fälle brauchen könnten",
            .load: "{who} hat mehr zu tun als andere",
            .departures: "{visits|Besuch weicht|Besuche weichen} vom Muster ab",

            .wishUnavailable: "{wish}: in diesen Tagen nichts frei",
            .wishFree: "{wish} kostet keine Wartezeit",
            .wishCosts: "{wish} kostet {days|Tag|Tage}: {when}; sonst {other}",
            .wishCostsPractitioner: "{wish} kostet {days|Tag|Tage}: {when}; {who} ist frei {other}",
            .morning: "Vormittag",
            .afternoon: "Nachmittag",

            .nobodySkilled: "von {practitioners|Behandelnden|Behandelnden} bietet niemand {skill} an",
            .lacksResources:
                "{practitioners|Person bietet|Personen bieten} {skill} an, aber niemand an einem Standort mit {purposes}",
            .outsideOpening:
                "{type} braucht {minutes|Minute|Minuten} Vorlauf und öffnet {days|Tag|Tage} vorher, bis {date}; kein gewünschter Tag liegt dazwischen",
            .patientCap:
                "man darf höchstens {most} kommende {type} haben, und {kept} sind gebucht oder gehalten",
            .nobodyWorks:
                "{practitioners|Person könnte|Personen könnten}, aber niemand arbeitet von {from} bis {to}; suchen Sie spätere Tage",
            .noRoom:
                "{practitioners|Person arbeitet|Personen arbeiten} an diesen Tagen, aber niemand hat {minutes|Minute|Minuten} am Stück frei",
            .noRoomButKept:
                "{practitioners|Person arbeitet|Personen arbeiten} an diesen Tagen, aber niemand hat {minutes|Minute|Minuten} am Stück frei außerhalb freigehaltener Zeit",
            .seriesEndsLate:
                "{visits|Besuch|Besuche} im Abstand von {interval|Tag|Tagen} enden am {end}, aber {type} öffnet {days|Tag|Tage} vorher, bis {date}; wählen Sie weniger Besuche oder kürzere Abstände",
            .someVisitFull:
                "ein Besuch von {visits} hat keinen Platz; wählen Sie weniger Besuche oder einen anderen Abstand",

            .later: "{days|Tag|Tage} später als gewünscht: {when} bei {who}",
            .overtime: "{when} bei {who}, wenn {who} {minutes|Minute|Minuten} länger arbeitet",
            .patientBusy: "{when} bei {who}, wenn Ihr anderer Termin verlegt wird",
            .reserved: "{when} bei {who}, in Zeit, die für andere freigehalten ist",

            .planSameDay: "am selben Tag",
            .planLate: "{days|Tag|Tage} später",
            .planEarly: "{days|Tag|Tage} früher",
            .planWeekdayChange: "anderer Wochentag",
            .planUnwantedWeekday: "kein gewünschter Wochentag",
            .planOtherPractitioner: "bei jemand anderem",
            .planLocationChange: "anderer Standort",
            .planTimeOfDay: "{minutes|Minute|Minuten} neben der gewohnten Zeit",
            .planUnwantedTimeOfDay: "nicht die gewünschte Tageshälfte",
            .planOvertime: "{minutes|Minute|Minuten} Überstunden",
            .planMove: "verlegt, um Platz zu machen",

            .unplacedNoDay:
                "Vorlauf und Öffnung von {type} lassen keinen Tag, an dem es stattfinden sollte",
            .unplacedTaken: "jeder mögliche Platz ging an andere, ohne die es teurer wäre",
            .unplacedNobodyFree:
                "niemand mit {skill} hat bis Tag {day} des Plans {minutes|Minute|Minuten} frei",
            .unplacedNobodyFreeOrCapped:
                "niemand mit {skill} hat bis Tag {day} des Plans {minutes|Minute|Minuten} frei oder nimmt an dem Tag noch {type} an",
            .unplacedNothingOpen: "an den offenen Tagen ist nichts frei",
            .seat: "{when} bei {who}",
        ],
        letters: [
            .confirmAddress: (
                "Bestätigen Sie Ihre Adresse",
                "Bestätigen Sie Ihre Adresse innerhalb eines Tages mit diesem Code: {code}"
            ),
            .messageWaits: (
                "Eine Nachricht für Sie",
                "Jemand in der Praxis hat Ihnen geschrieben. Melden Sie sich an, um es zu lesen und zu antworten."
            ),
            .visitBooked: (
                "Ihr Termin am {when}",
                "Ihr Termin ist gebucht: {when}, bei {who}, {where}. Wenn er nicht passt, verschieben oder sagen Sie ihn rechtzeitig ab."
            ),
            .visitMoved: (
                "Ihr Termin ist jetzt am {when}",
                "Ihr Termin hat sich geändert. Er ist jetzt {when}, bei {who}, {where}. Wenn er nicht passt, verschieben oder sagen Sie ihn rechtzeitig ab."
            ),
            .visitReplaced: (
                "Wir mussten Ihren Termin verlegen: {when}",
                "Es tut uns leid: {before} bei {whoBefore} ist nicht möglich. Wir halten {when} für Sie frei, bei {who}, {where}. Bitte sagen Sie uns, ob das passt, wählen Sie eine andere Zeit oder lehnen Sie ab."
            ),
            .visitCancelled: (
                "Ihr Termin am {when} ist abgesagt",
                "Ihr Termin findet nicht statt: {when}, bei {who}, {where}."
            ),
            .visitSoon: (
                "Bald: Ihr Termin am {when}",
                "Wir erwarten Sie: {when}, bei {who}, {where}. Wenn Sie nicht kommen können, verschieben oder sagen Sie ab, damit jemand anderes kommen kann."
            ),
            .accountExists: (
                "Sie haben schon ein Konto",
                "Jemand, vielleicht Sie selbst, wollte sich mit dieser Adresse registrieren. Melden Sie sich an oder setzen Sie das Passwort neu."
            ),
            .setPassword: (
                "Setzen Sie ein neues Passwort",
                "Setzen Sie innerhalb einer Stunde mit diesem Code ein neues Passwort: {code}"
            ),
            .visitOffered: (
                "Ein Platz für Sie: {when}",
                "Ein Platz ist frei geworden: {when}, bei {who}, {where}. Wir halten ihn bis {until} für Sie frei. Bitte nehmen Sie ihn an oder überlassen Sie ihn jemand anderem."
            ),
            .visitOfferedInstead: (
                "Ein anderer Platz für Sie: {when}",
                "Ein Platz ist frei geworden: {when}, bei {who}, {where}. Wir halten ihn bis {until} für Sie frei. Nehmen Sie ihn an, zieht Ihr Termin am {before} bei {whoBefore} dorthin um; sonst ändert sich nichts."
            ),
            .daySheet: (
                "Morgen, {date}: {visits|Termin|Termine}",
                "Von {first} bis {last}, {where}. Wer kommt, steht in Ihrem Tagesplan; er kann sich noch ändern."
            ),
        ],
        phrases: [
            .daySheet: "Ihr Tagesplan",
            .answer: "Bestätigen, verschieben oder absagen",
            .offer: "Annehmen oder ablehnen",
            .stop: "Diese Nachrichten beenden",
            .read: "Lesen",
            .visit: "Termin: {who}",
            .calendar: "Meine Termine",
        ],
        figures: [
            "thirdNextAvailable": "drittnächster freier Termin",
            "utilisation": "Auslastung",
            "overtimeMinutes": "Überstunden",
            "moved": "verlegte Personen",
            "movedOthers": "davon, um Platz zu machen",
            "bumpRate": "Verlegungsrate",
            "waitingDays": "Wartezeit",
            "unplaced": "ohne Platz",
            "continuity": "gewohnte oder gewünschte Person",
            "revenue": "Umsatz",
            "worstGroup": "am schlechtesten gestellte Gruppe",
            "noShowRate": "nicht erschienen",
            "overbooked": "zusätzlich gebucht",
            "cost": "Kosten",
            "bound": "mindestens, bewiesen",
            "gap": "Abstand",
        ],
        weekdays: [
            .monday: ("Mo", "Montag"), .tuesday: ("Di", "Dienstag"), .wednesday: ("Mi", "Mittwoch"),
            .thursday: ("Do", "Donnerstag"), .friday: ("Fr", "Freitag"), .saturday: ("Sa", "Samstag"),
            .sunday: ("So", "Sonntag"),
        ],
        months: [
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
            "November", "Dezember",
        ],
        afterDay: ".", or: " oder ")
}
