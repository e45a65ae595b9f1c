// What the numbers of the contract may be, for the forms that ask for them; written by Tests/Service/contract.py --write.

export const AppointmentTypeChange = {
  bufferAfterMinutes: { min: 0, max: 240 },
  bufferBeforeMinutes: { min: 0, max: 240 },
  durationMinutes: { min: 1, max: 720 },
  gridMinutes: [5, 10, 15, 20, 30, 40, 45, 60, 80, 90, 120, 160, 180, 240, 360, 480, 720],
  horizonDays: { min: 0, max: 730 },
  noticeMinutes: { min: 0, max: 525600 },
  perPatient: { min: 1, max: 1000 },
  perPractitionerDay: { min: 1, max: 1000 },
  priceCents: { min: 0, max: 100000000 },
}

export const CarveOut = {
  releaseMinutes: { min: 0, max: 100000 },
}

export const CountedWish = {
  limit: { min: 1, max: 200 },
}

export const MessageReading = {
  number: { min: 1, max: 1000000 },
}

export const NewAttachment = {
  bytes: { min: 1, max: 10485760 },
}

export const NewOffer = {
  minutes: { min: 1, max: 1440 },
}

export const NewProposal = {
  deadlineSeconds: { min: 1, max: 600 },
  freezeHours: { min: 0, max: 8760 },
  overtimeMinutes: { min: 0, max: 240 },
}

export const NewProposalWeight = {
  points: { min: 0, max: 100000 },
}

export const ScenarioChangeCarveOut = {
  releaseHours: { min: 0, max: 1666 },
}

export const ScenarioChangeDemand = {
  percent: { min: 0, max: 1000 },
}

export const ScenarioChangeLonger = {
  minutes: { min: 1, max: 240 },
}

export const ScenarioChangeOverbooking = {
  perSession: { min: 0, max: 10 },
  waitMinutes: { min: 0, max: 240 },
}

export const ScenarioChangeRule = {
  horizonDays: { min: 0, max: 730 },
  noticeMinutes: { min: 0, max: 525600 },
  perPractitionerDay: { min: 1, max: 1000 },
}

export const ScenarioChangeWeight = {
  points: { min: 0, max: 100000 },
}

export const ScenarioQuestionPlace = {
  freezeHours: { min: 0, max: 8760 },
  overtimeMinutes: { min: 0, max: 240 },
}

export const ScenarioQuestionReplay = {
  days: { min: 1, max: 60 },
  seed: { min: 0, max: 1000000 },
}

export const ScenarioQuestionTemplate = {
  days: { min: 1, max: 60 },
  seed: { min: 0, max: 1000000 },
  targetDays: { min: 1, max: 90 },
}

export const Settings = {
  appointmentsPerPatient: { min: 1, max: 200 },
  changeCutoffMinutes: { min: 0, max: 43200 },
  linkDays: { min: 1, max: 366 },
  waitlistPerPatient: { min: 1, max: 200 },
}

export const SuggestionWish = {
  count: { min: 1, max: 20 },
}

export const SuggestionWishSeries = {
  intervalDays: { min: 1, max: 84 },
  visits: { min: 2, max: 26 },
}

export const SuggestionWishStep = {
  gapAtMostMinutes: { min: 0, max: 80640 },
  gapMinutes: { min: 0, max: 80640 },
}
