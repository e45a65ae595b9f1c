// The bodies and operations of docs/api/openapi.json as types; written by Tests/Service/contract.py --write.
//
// A member with a question mark is left out where there is nothing to say.

export interface Absence {
  displaced: AbsenceDisplaced[]
  from: string
  id: string
  practitioner: string
  reason: string
  to: string
}

export interface AbsenceDisplaced {
  appointment: string
  name: string
  patient: string
  reachable: boolean
  start: string
}

export interface Account {
  dependants: string[]
  id: string
  isVerified: boolean
  patient?: string
  practitioner?: string
  role: "patient" | "practitioner" | "receptionist" | "administrator" | "planner"
}

export interface AgendaEntry {
  appointment: Appointment
  patientName: string
  resources: string[]
}

export interface Application {
  moves?: string[]
}

export interface Appointment {
  appointmentType: string
  booked?: string[]
  end: string
  id: string
  overbookReason?: string
  patient: string
  practitioner: string
  priority: "urgent" | "normal" | "routine"
  replaced?: ProposalSeat
  series?: string
  start: string
  status: "proposed" | "pending" | "booked" | "arrived" | "checked-in" | "fulfilled" | "cancelled" | "noshow" | "entered-in-error" | "waitlist"
  version: number
  zone: string
}

export interface AppointmentType {
  durationMinutes: number
  horizonDays: number
  id: string
  name: string
  needsApproval: boolean
  noticeMinutes: number
  priceCents: number
  skill: string
}

export interface AppointmentTypeChange {
  bufferAfterMinutes?: number
  bufferBeforeMinutes?: number
  durationMinutes: number
  gridMinutes?: 5 | 10 | 15 | 20 | 30 | 40 | 45 | 60 | 80 | 90 | 120 | 160 | 180 | 240 | 360 | 480 | 720
  horizonDays?: number
  name: string
  needsApproval?: boolean
  noticeMinutes?: number
  perPatient?: number
  perPractitionerDay?: number
  priceCents?: number
  purposes?: string[]
  skill: string
}

export interface Attachment {
  bytes: number
  id: string
  kind?: "pdf" | "jpeg" | "png" | "webp" | "text"
  name?: string
  parts: number
}

export interface AuditEntry {
  action: string
  at: string
  caller: string
  detail?: string
  id: number
  role: string
  service: string
  subject: string
}

export interface Authenticator {
  recoveryCodes: string[]
  secret: string
  uri: string
}

export interface AuthenticatorCode {
  code: string
}

export interface AuthenticatorEnrolment {
  password: string
}

export interface BackfillStep {
  daysGained?: number
  entry: WaitlistEntry
  from?: ProposalSeat
  to: ProposalSeat
}

export interface CalendarFeed {
  madeAt: string
  path: string
  patients: string[]
}

export interface Call {
  appointment?: string
  id: string
  kind: "confirmation" | "change" | "cancellation" | "reminder" | "offer"
  name: string
  patient: string
  phone?: string
  practitioner: string
  since: string
  start: string
  until?: string
  why: string
  zone: string
}

export interface Cancellation {
  reason?: string
}

export interface CarveOut {
  appointmentTypes: string[]
  hours: { end: string; start: string }
  practitioner: string
  priorities: ("urgent" | "normal" | "routine")[]
  releaseMinutes: number
  weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
}

export interface CarveOuts {
  items: CarveOut[]
}

export interface ClinicCard {
  address?: string
  name?: string
  phone?: string
  replyTo?: string
}

export interface ClinicChangedAppointmentTypeChange {
  bufferAfterMinutes?: number
  bufferBeforeMinutes?: number
  displaced: AbsenceDisplaced[]
  durationMinutes: number
  gridMinutes?: 5 | 10 | 15 | 20 | 30 | 40 | 45 | 60 | 80 | 90 | 120 | 160 | 180 | 240 | 360 | 480 | 720
  horizonDays?: number
  name: string
  needsApproval?: boolean
  noticeMinutes?: number
  perPatient?: number
  perPractitionerDay?: number
  priceCents?: number
  purposes?: string[]
  skill: string
}

export interface ClinicChangedCarveOuts {
  displaced: AbsenceDisplaced[]
  items: CarveOut[]
}

export interface ClinicChangedHolidays {
  displaced: AbsenceDisplaced[]
  items: Holiday[]
}

export interface ClinicChangedLocationChange {
  displaced: AbsenceDisplaced[]
  name: string
  zone: string
}

export interface ClinicChangedPool {
  displaced: AbsenceDisplaced[]
  id?: string
  kind: "room" | "equipment"
  location: string
  members: string[]
  purpose: string
}

export interface ClinicChangedPractitionerChange {
  displaced: AbsenceDisplaced[]
  location: string
  name: string
  skills: string[]
}

export interface ClinicChangedSchedule {
  displaced: AbsenceDisplaced[]
  exceptions: ScheduleException[]
  templates: ScheduleTemplate[]
}

export interface Comparison {
  columns: ComparisonColumn[]
}

export interface ComparisonColumn {
  figures: ScenarioRunFigure[]
  name: string
  scenario: string
}

export interface ContactPreferences {
  channels: ("email" | "sms" | "push")[]
  language: string
  quietHours?: { end: string; start: string }
}

export interface Counted {
  appointment?: string
  appointmentType?: string
  day: string
  location?: string
  patient?: CountedPatient
  practitioner?: string
  status: "proposed" | "pending" | "booked" | "arrived" | "checked-in" | "fulfilled" | "cancelled" | "noshow" | "entered-in-error" | "waitlist"
}

export interface CountedPatient {
  id: string
  name: string
}

export interface CountedWish {
  cursor?: string
  filters?: ReportWishFilter[]
  from: string
  limit?: number
  measure: "appointments" | "patients" | "fulfilled" | "missed" | "cancelled" | "missedShare" | "cancelledShare" | "ownBookings" | "movedByPlans" | "hours" | "leadDays" | "revenue" | "bookedRevenue" | "lostRevenue" | "openHours" | "utilisation"
  to: string
}

export interface Credentials {
  code?: string
  email: string
  password: string
}

export interface DaySheet {
  at?: string
}

export interface DeliveryReceipt {
  ErrorCode?: string
  MessageStatus: string
}

export interface HandOver {
  practitioner?: string
}

export interface Health {
  status: string
}

export interface Hold {
  canBeExtended: boolean
  expiresAt: string
  id: string
  patient: string
  slot: Slot
}

export interface Holiday {
  date: string
  location?: string
  name: string
}

export interface Holidays {
  items: Holiday[]
}

export interface Link {
  expiresAt: string
  token: string
}

export interface Location {
  id: string
  name: string
  zone: string
}

export interface LocationChange {
  name: string
  zone: string
}

export interface Message {
  at: string
  attachments: Attachment[]
  isOwn: boolean
  number: number
  practitioner?: string
  readAt?: string
  side: "patient" | "practitioner" | "desk"
  text?: string
}

export interface MessageReading {
  number: number
}

export interface NewAbsence {
  from: string
  practitioner: string
  reason?: string
  to: string
}

export interface NewAccount {
  email: string
  name: string
  password: string
  phone?: string
}

export interface NewAppointment {
  anyPractitioner?: boolean
  appointmentType?: string
  bundle?: NewAppointmentStep[]
  hold?: string
  location?: string
  overbookAlso?: ("patient" | "equipment")[]
  overbookReason?: string
  patient: string
  practitioner?: string
  priority?: "urgent" | "normal" | "routine"
  start?: string
  starts?: string[]
}

export interface NewAppointmentStep {
  appointmentType: string
  patient?: string
  practitioner: string
  start: string
}

export interface NewAttachment {
  bytes: number
  name: string
}

export interface NewHold {
  appointmentType: string
  patient: string
  practitioner: string
  priority?: "urgent" | "normal" | "routine"
  start: string
}

export interface NewMessage {
  attachments?: string[]
  text?: string
}

export interface NewOffer {
  entry: string
  minutes?: number
  practitioner: string
  start: string
}

export interface NewOutsideCalendar {
  address: string
}

export interface NewPatient {
  birthDate?: string
  email?: string
  isAnotherPerson?: boolean
  name: string
  phone?: string
}

export interface NewProposal {
  absence?: string
  absences?: string[]
  deadlineSeconds?: number
  excluded?: string[]
  freezeHours?: number
  movesOthers?: boolean
  overtimeMinutes?: number
  pinned?: string[]
  selection?: NewProposalSelection
  weights?: NewProposalWeight[]
}

export interface NewProposalSelection {
  from: string
  to: string
}

export interface NewProposalWeight {
  name: string
  points: number
}

export interface NewProxy {
  email: string
}

export interface NewPushSubscription {
  auth: string
  endpoint: string
  p256dh: string
  patient: string
  replaces?: string
}

export interface NewScenario {
  about?: string
  changes: ScenarioChange[]
  name: string
  question: ScenarioQuestion
}

export interface NewThread {
  patient: string
  practitioner?: string
  subject: string
  text: string
}

export interface NewUser {
  email: string
  patient?: string
  practitioner?: string
  role: "patient" | "practitioner" | "receptionist" | "administrator" | "planner"
}

export interface NewWaitlistEntry {
  appointment?: string
  appointmentType: string
  earliest: string
  latest: string
  patient: string
  priority?: "urgent" | "normal" | "routine"
}

export interface Notice {
  appointment: string
  arrivedAt?: string
  attempts: number
  beforeMinutes?: number
  channel?: "email" | "sms" | "push"
  dueAt: string
  endedAt?: string
  id: string
  kind: "confirmation" | "change" | "cancellation" | "reminder"
  state: "waiting" | "sent" | "suppressed" | "failed"
  version: number
  why?: string
}

export interface Offer {
  entry: string
  expiresAt: string
  id: string
  instead?: ProposalSeat
  patient: string
  slot: Slot
}

export interface OneClick {
  "List-Unsubscribe"?: "One-Click"
}

export interface OptOut {
  channel: "email" | "sms" | "push"
}

export interface OutboxMessage {
  address: string
  at: string
  channel: "email" | "sms" | "push"
  id: string
  subject: string
  text?: string
}

export interface OutsideCalendar {
  busy: TimeRange[]
  displaced: AbsenceDisplaced[]
  fault?: string
  host: string
  readAt?: string
  seenAt?: string
}

export interface OwnPasswordChange {
  current: string
  password: string
}

export interface PageAbsence {
  items: Absence[]
  next?: string
}

export interface PageAgendaEntry {
  items: AgendaEntry[]
  next?: string
}

export interface PageAppointment {
  items: Appointment[]
  next?: string
}

export interface PageAppointmentType {
  items: AppointmentType[]
  next?: string
}

export interface PageAuditEntry {
  items: AuditEntry[]
  next?: string
}

export interface PageBackfillStep {
  items: BackfillStep[]
  next?: string
}

export interface PageCall {
  items: Call[]
  next?: string
}

export interface PageCounted {
  items: Counted[]
  next?: string
}

export interface PageHold {
  items: Hold[]
  next?: string
}

export interface PageLocation {
  items: Location[]
  next?: string
}

export interface PageMessage {
  items: Message[]
  next?: string
}

export interface PageNotice {
  items: Notice[]
  next?: string
}

export interface PageOffer {
  items: Offer[]
  next?: string
}

export interface PageOutboxMessage {
  items: OutboxMessage[]
  next?: string
}

export interface PagePatient {
  items: Patient[]
  next?: string
}

export interface PagePlanAnswer {
  items: PlanAnswer[]
  next?: string
}

export interface PagePool {
  items: Pool[]
  next?: string
}

export interface PagePractitioner {
  items: Practitioner[]
  next?: string
}

export interface PageProfile {
  items: Profile[]
  next?: string
}

export interface PageProposal {
  items: Proposal[]
  next?: string
}

export interface PageProxy {
  items: Proxy[]
  next?: string
}

export interface PagePushSubscription {
  items: PushSubscription[]
  next?: string
}

export interface PageRole {
  items: Role[]
  next?: string
}

export interface PageScenario {
  items: Scenario[]
  next?: string
}

export interface PageSession {
  items: Session[]
  next?: string
}

export interface PageTemplate {
  items: Template[]
  next?: string
}

export interface PageTemplateVersion {
  items: TemplateVersion[]
  next?: string
}

export interface PageThread {
  items: Thread[]
  next?: string
}

export interface PageUser {
  items: User[]
  next?: string
}

export interface PageWaitlistEntry {
  items: WaitlistEntry[]
  next?: string
}

export interface PasswordChange {
  password: string
}

export interface PasswordLink {
  expiresAt: string
  token: string
}

export interface PasswordResetRequest {
  email: string
}

export interface Patient {
  birthDate?: string
  email?: string
  id: string
  name: string
  phone?: string
  preferences: Preferences
  reachable: boolean
}

export interface PatientChange {
  birthDate?: string
  email?: string
  name?: string
  phone?: string
}

export interface PlanAnswer {
  answer: "waiting" | "accepted" | "moved" | "cancelled"
  appointment: string
  at: ProposalSeat
  from: ProposalSeat
  movedAt: string
  name: string
  patient: string
  seenAt?: string
}

export interface Pool {
  id?: string
  kind: "room" | "equipment"
  location: string
  members: string[]
  purpose: string
}

export interface Practitioner {
  id: string
  location: string
  name: string
  nextFree?: string
  skills: string[]
}

export interface PractitionerChange {
  location: string
  name: string
  skills: string[]
}

export interface Preferences {
  location?: string
  practitioners?: string[]
  timesOfDay?: ("any" | "am" | "pm")[]
  weekdays?: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")[]
}

export interface Problem {
  detail?: string
  instance?: string
  next: string
  status: number
  title: string
  type: "/problems/malformed-request" | "/problems/idempotency-key-required" | "/problems/unauthenticated" | "/problems/wrong-credentials" | "/problems/forbidden" | "/problems/not-found" | "/problems/method-not-allowed" | "/problems/request-timeout" | "/problems/slot-taken" | "/problems/illegal-transition" | "/problems/proposal-outdated" | "/problems/hold-already-extended" | "/problems/likely-double" | "/problems/in-use" | "/problems/hold-expired" | "/problems/link-expired" | "/problems/erased" | "/problems/version-changed" | "/problems/body-too-large" | "/problems/path-too-long" | "/problems/unsupported-media-type" | "/problems/invalid-request" | "/problems/rule-broken" | "/problems/file-refused" | "/problems/idempotency-key-reused" | "/problems/precondition-required" | "/problems/rate-limited" | "/problems/headers-too-large" | "/problems/failed" | "/problems/unavailable" | "/problems/part-away"
}

export interface Profile {
  languages: string[]
  practitioner: string
  text: string
}

export interface ProfileChange {
  languages: string[]
  text: string
}

export interface Proposal {
  absences: string[]
  bill: ProposalBillLine[]
  bound?: number
  gap?: number
  id: string
  moves: ProposalMove[]
  objective?: number
  progress: ProposalProgress[]
  purpose: string
  seconds?: number
  status: "solving" | "ready" | "failed"
  supposed: ProposalSupposed[]
  termination?: string
  unplaced: ProposalUnplaced[]
}

export interface ProposalBillLine {
  points: number
  rule: string
}

export interface ProposalMove {
  appointment: string
  cost: number
  from: ProposalSeat
  isDisplaced: boolean
  name: string
  nextBest?: ProposalSeat
  nextBestDifference?: number
  patient: string
  reachable: boolean
  reasons: Reason[]
  to: ProposalSeat
}

export interface ProposalProgress {
  bound: number
  objective?: number
  seconds: number
}

export interface ProposalSeat {
  practitioner: string
  start: string
}

export interface ProposalSupposed {
  from: string
  practitioner: string
  to: string
}

export interface ProposalUnplaced {
  appointment: string
  cause: Reason
  from: ProposalSeat
  name: string
  patient: string
}

export interface Proxy {
  account: string
  patient: string
  since: string
}

export interface PushKey {
  key: string
}

export interface PushSubscription {
  id: string
  patient: string
}

export interface Reason {
  code: string
  points?: number
  text: string
}

export interface Registration {
  status: string
}

export interface ReminderPolicies {
  own: ReminderPolicy[]
  usual: number[]
}

export interface ReminderPolicy {
  appointmentType: string
  beforeMinutes: number[]
}

export interface Report {
  asOf: number
  columns: ReportColumn[]
  dimensions: ("day" | "week" | "month" | "weekday" | "hour" | "practitioner" | "location" | "appointmentType" | "priority" | "status" | "lead" | "bookedBy" | "cancelledBy" | "cancelReason" | "age" | "reminded")[]
  from: string
  rows: ReportRow[]
  to: string
  total: ReportFigure[]
}

export interface ReportColumn {
  measure: "appointments" | "patients" | "fulfilled" | "missed" | "cancelled" | "missedShare" | "cancelledShare" | "ownBookings" | "movedByPlans" | "hours" | "leadDays" | "revenue" | "bookedRevenue" | "lostRevenue" | "openHours" | "utilisation"
  unit: "count" | "share" | "hours" | "days" | "cents"
}

export interface ReportFigure {
  value?: number
}

export interface ReportRow {
  keys: string[]
  names: string[]
  values: ReportFigure[]
}

export interface ReportWish {
  dimensions: ("day" | "week" | "month" | "weekday" | "hour" | "practitioner" | "location" | "appointmentType" | "priority" | "status" | "lead" | "bookedBy" | "cancelledBy" | "cancelReason" | "age" | "reminded")[]
  filters?: ReportWishFilter[]
  from: string
  measures: ("appointments" | "patients" | "fulfilled" | "missed" | "cancelled" | "missedShare" | "cancelledShare" | "ownBookings" | "movedByPlans" | "hours" | "leadDays" | "revenue" | "bookedRevenue" | "lostRevenue" | "openHours" | "utilisation")[]
  to: string
}

export interface ReportWishFilter {
  dimension: "day" | "week" | "month" | "weekday" | "hour" | "practitioner" | "location" | "appointmentType" | "priority" | "status" | "lead" | "bookedBy" | "cancelledBy" | "cancelReason" | "age" | "reminded"
  values: string[]
}

export interface Rescheduling {
  practitioner?: string
  start: string
}

export interface Role {
  grants: RoleGrant[]
  role: "patient" | "practitioner" | "receptionist" | "administrator" | "planner"
}

export interface RoleGrant {
  permission: string
  reach: string
}

export interface Scenario {
  id: string
  latestRun?: ScenarioRun
  madeAt: string
  scenario: NewScenario
}

export type ScenarioChange = ScenarioChangeAbsence | ScenarioChangeClosedLocation | ScenarioChangeExtraSession | ScenarioChangeNewPractitioner | ScenarioChangeDemand | ScenarioChangeLonger | ScenarioChangeRule | ScenarioChangeWeight | ScenarioChangeCarveOut | ScenarioChangeOverbooking

export interface ScenarioChangeAbsence {
  from: string
  kind: "absence"
  practitioner: string
  to: string
}

export interface ScenarioChangeCarveOut {
  hours: { end: string; start: string }
  kind: "carveOut"
  practitioner: string
  releaseHours: number
}

export interface ScenarioChangeClosedLocation {
  from: string
  kind: "closedLocation"
  location: string
  to: string
}

export interface ScenarioChangeDemand {
  appointmentType?: string
  kind: "demand"
  percent: number
}

export interface ScenarioChangeExtraSession {
  date: string
  hours: { end: string; start: string }
  kind: "extraSession"
  practitioner: string
}

export interface ScenarioChangeLonger {
  appointmentType: string
  kind: "longer"
  minutes: number
}

export interface ScenarioChangeNewPractitioner {
  kind: "newPractitioner"
  name: string
  practitioner: string
}

export interface ScenarioChangeOverbooking {
  kind: "overbooking"
  perSession: number
  waitMinutes: number
}

export interface ScenarioChangeRule {
  appointmentType: string
  horizonDays?: number
  kind: "rule"
  noticeMinutes?: number
  perPractitionerDay?: number
}

export interface ScenarioChangeWeight {
  kind: "weight"
  name: string
  points: number
}

export type ScenarioQuestion = ScenarioQuestionPlace | ScenarioQuestionRebalance | ScenarioQuestionReplay | ScenarioQuestionTemplate

export interface ScenarioQuestionPlace {
  freezeHours?: number
  kind: "place"
  movesOthers?: boolean
  overtimeMinutes?: number
}

export interface ScenarioQuestionRebalance {
  from: string
  kind: "rebalance"
  to: string
}

export interface ScenarioQuestionReplay {
  days: number
  kind: "replay"
  seed?: number
}

export interface ScenarioQuestionTemplate {
  days: number
  kind: "template"
  seed?: number
  targetDays: number
}

export interface ScenarioRun {
  begunAt: string
  decisions: string[]
  failure?: string
  figures: ScenarioRunFigure[]
  id: string
  moves: ScenarioRunMove[]
  scenario: string
  seconds?: number
  status: "running" | "ready" | "failed"
}

export interface ScenarioRunFigure {
  base?: number
  isBetterLow?: boolean
  label: string
  name: string
  unit: string
  value?: number
}

export interface ScenarioRunMove {
  cost: number
  from: string
  patient: string
  reasons: Reason[]
  to: string
}

export interface Schedule {
  exceptions: ScheduleException[]
  templates: ScheduleTemplate[]
}

export interface ScheduleException {
  date: string
  effect: "close" | "open"
  hours: { end: string; start: string }
}

export interface ScheduleTemplate {
  breaks: { end: string; start: string }[]
  hours: { end: string; start: string }
  validFrom: string
  validUntil?: string
  weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
}

export interface Session {
  device: string
  id: string
  isCurrent: boolean
  startedAt: string
  usedAt: string
}

export interface SessionToken {
  accessToken: string
  account: Account
  expiresAt: string
}

export interface Settings {
  appointmentsPerPatient?: number
  changeCutoffMinutes: number
  linkDays: number
  waitlistPerPatient?: number
}

export interface Slot {
  appointmentType: string
  end: string
  location: string
  practitioner: string
  start: string
}

export interface Slots {
  items: Slot[]
  whyNot?: Reason[]
}

export interface StepBack {
  overbookReason?: string
}

export interface SuggestionWish {
  appointmentType?: string
  bundle?: SuggestionWishStep[]
  count?: number
  earliest?: string
  latest?: string
  moving?: string
  patient?: string
  preferences?: Preferences
  priority?: "urgent" | "normal" | "routine"
  series?: SuggestionWishSeries
}

export interface SuggestionWishSeries {
  intervalDays: number
  visits: number
}

export interface SuggestionWishStep {
  appointmentType: string
  gapAtMostMinutes?: number
  gapMinutes?: number
  patient?: string
}

export interface Suggestions {
  items: SuggestionsItem[]
  prices: SuggestionsPrice[]
  reshuffled: SuggestionsReshuffled[]
  waysOut?: SuggestionsWayOut[]
  whyNot?: Reason[]
}

export interface SuggestionsItem {
  cost: number
  reasons: Reason[]
  slot: Slot
  slots?: Slot[]
}

export interface SuggestionsPrice {
  days?: number
  granted?: Slot
  otherwise?: Slot
  wish: string
  words: string
}

export interface SuggestionsReshuffled {
  cost: number
  handovers: number
  slot: Slot
}

export interface SuggestionsWayOut {
  cost: number
  slot: Slot
  words: string
}

export interface System {
  eventStreams?: number
  modules: SystemModule[]
  startedAt: string
  version: string
}

export interface SystemModule {
  name: string
  trouble?: string
}

export interface Template {
  channel: "email" | "sms" | "push"
  event: "booked" | "moved" | "replaced" | "cancelled" | "soon" | "offered" | "offeredInstead"
  fields: string[]
  id: string
  isOwn: boolean
  language: string
  subject?: string
  text: string
}

export interface TemplateChange {
  subject?: string
  text?: string
}

export interface TemplatePreview {
  subject?: string
  text: string
}

export interface TemplateVersion {
  at: string
  by: string
  subject?: string
  text?: string
  version: number
}

export interface TextAnswer {
  Body?: string
  From: string
}

export interface TextAnswers {
  address?: string
}

export interface Thread {
  awayUntil?: string
  id: string
  isErased: boolean
  lastAt: string
  messages: number
  patient: string
  patientName?: string
  practitioner?: string
  startedAt: string
  subject?: string
  unread: number
}

export interface TimeRange {
  end: string
  start: string
}

export interface Unread {
  count: number
}

export interface User {
  email: string
  hasAuthenticator: boolean
  id: string
  isActive: boolean
  patient?: string
  practitioner?: string
  role: "patient" | "practitioner" | "receptionist" | "administrator" | "planner"
  version: number
}

export interface UserChange {
  isActive?: boolean
  role?: "patient" | "practitioner" | "receptionist" | "administrator" | "planner"
}

export interface WaitlistEntry {
  addedAt: string
  appointment?: string
  appointmentType: string
  earliest: string
  id: string
  latest: string
  patient: string
  priority: "urgent" | "normal" | "routine"
}

/** Every operation by method and path, with `{}` for an id. */
export interface Operations {
  "GET /.well-known/jwks.json": { answer: null; body: null }
  "GET /docs": { answer: null; body: null }
  "GET /livez": { answer: Health; body: null }
  "GET /metrics": { answer: null; body: null }
  "GET /openapi.json": { answer: null; body: null }
  "GET /openapi/{}": { answer: null; body: null }
  "GET /readyz": { answer: Health; body: null }
  "GET /v1/absences": { answer: PageAbsence; body: null }
  "POST /v1/absences": { answer: Absence; body: NewAbsence }
  "DELETE /v1/absences/{}": { answer: null; body: null }
  "GET /v1/absences/{}": { answer: Absence; body: null }
  "POST /v1/accounts": { answer: Registration; body: NewAccount }
  "POST /v1/accounts/current/authenticator": { answer: Authenticator; body: AuthenticatorEnrolment }
  "POST /v1/accounts/current/authenticator/confirmation": { answer: null; body: AuthenticatorCode }
  "POST /v1/accounts/current/authenticator/removal": { answer: null; body: AuthenticatorCode }
  "PUT /v1/accounts/current/password": { answer: null; body: OwnPasswordChange }
  "POST /v1/accounts/current/verification": { answer: null; body: null }
  "POST /v1/accounts/verifications/{}": { answer: null; body: null }
  "DELETE /v1/admin/appointment-types/{}": { answer: null; body: null }
  "GET /v1/admin/appointment-types/{}": { answer: AppointmentTypeChange; body: null }
  "PUT /v1/admin/appointment-types/{}": { answer: ClinicChangedAppointmentTypeChange; body: AppointmentTypeChange }
  "GET /v1/admin/audit-events": { answer: PageAuditEntry; body: null }
  "GET /v1/admin/carve-outs": { answer: CarveOuts; body: null }
  "PUT /v1/admin/carve-outs": { answer: ClinicChangedCarveOuts; body: CarveOuts }
  "GET /v1/admin/clinic-card": { answer: ClinicCard; body: null }
  "PUT /v1/admin/clinic-card": { answer: ClinicCard; body: ClinicCard }
  "GET /v1/admin/holidays": { answer: Holidays; body: null }
  "PUT /v1/admin/holidays": { answer: ClinicChangedHolidays; body: Holidays }
  "DELETE /v1/admin/locations/{}": { answer: null; body: null }
  "GET /v1/admin/locations/{}": { answer: LocationChange; body: null }
  "PUT /v1/admin/locations/{}": { answer: ClinicChangedLocationChange; body: LocationChange }
  "GET /v1/admin/outbox": { answer: PageOutboxMessage; body: null }
  "GET /v1/admin/pools": { answer: PagePool; body: null }
  "GET /v1/admin/pools/{}": { answer: Pool; body: null }
  "PUT /v1/admin/pools/{}": { answer: ClinicChangedPool; body: Pool }
  "DELETE /v1/admin/practitioners/{}": { answer: null; body: null }
  "GET /v1/admin/practitioners/{}": { answer: PractitionerChange; body: null }
  "PUT /v1/admin/practitioners/{}": { answer: ClinicChangedPractitionerChange; body: PractitionerChange }
  "GET /v1/admin/reminders": { answer: ReminderPolicies; body: null }
  "PUT /v1/admin/reminders": { answer: ReminderPolicies; body: ReminderPolicies }
  "GET /v1/admin/roles": { answer: PageRole; body: null }
  "GET /v1/admin/settings": { answer: Settings; body: null }
  "PUT /v1/admin/settings": { answer: Settings; body: Settings }
  "GET /v1/admin/system": { answer: System; body: null }
  "GET /v1/admin/templates": { answer: PageTemplate; body: null }
  "DELETE /v1/admin/templates/{}": { answer: null; body: null }
  "GET /v1/admin/templates/{}": { answer: Template; body: null }
  "PUT /v1/admin/templates/{}": { answer: Template; body: TemplateChange }
  "POST /v1/admin/templates/{}/preview": { answer: TemplatePreview; body: TemplateChange }
  "GET /v1/admin/templates/{}/versions": { answer: PageTemplateVersion; body: null }
  "GET /v1/admin/text-answers": { answer: TextAnswers; body: null }
  "GET /v1/admin/users": { answer: PageUser; body: null }
  "POST /v1/admin/users": { answer: User; body: NewUser }
  "GET /v1/admin/users/{}": { answer: User; body: null }
  "PATCH /v1/admin/users/{}": { answer: User; body: UserChange }
  "DELETE /v1/admin/users/{}/authenticator": { answer: null; body: null }
  "POST /v1/admin/users/{}/password-link": { answer: PasswordLink; body: null }
  "GET /v1/appointment-types": { answer: PageAppointmentType; body: null }
  "GET /v1/appointments": { answer: PageAppointment; body: null }
  "POST /v1/appointments": { answer: Appointment; body: NewAppointment }
  "GET /v1/appointments/{}": { answer: Appointment; body: null }
  "POST /v1/appointments/{}/arrival": { answer: Appointment; body: null }
  "GET /v1/appointments/{}/calendar": { answer: null; body: null }
  "POST /v1/appointments/{}/cancellation": { answer: Appointment; body: Cancellation }
  "POST /v1/appointments/{}/check-in": { answer: Appointment; body: null }
  "POST /v1/appointments/{}/confirmation": { answer: Appointment; body: null }
  "POST /v1/appointments/{}/entered-in-error": { answer: Appointment; body: null }
  "POST /v1/appointments/{}/fulfilment": { answer: Appointment; body: null }
  "POST /v1/appointments/{}/links": { answer: Link; body: null }
  "POST /v1/appointments/{}/no-show": { answer: Appointment; body: null }
  "GET /v1/appointments/{}/notices": { answer: PageNotice; body: null }
  "POST /v1/appointments/{}/rescheduling": { answer: Appointment; body: Rescheduling }
  "POST /v1/appointments/{}/sight": { answer: null; body: null }
  "POST /v1/appointments/{}/step-back": { answer: Appointment; body: StepBack }
  "GET /v1/backfills": { answer: PageBackfillStep; body: null }
  "DELETE /v1/calendar-feed": { answer: null; body: null }
  "GET /v1/calendar-feed": { answer: CalendarFeed; body: null }
  "PUT /v1/calendar-feed": { answer: CalendarFeed; body: null }
  "GET /v1/calendars/{}": { answer: null; body: null }
  "GET /v1/calls": { answer: PageCall; body: null }
  "POST /v1/calls/{}/completion": { answer: null; body: null }
  "GET /v1/day-sheet": { answer: DaySheet; body: null }
  "PUT /v1/day-sheet": { answer: DaySheet; body: DaySheet }
  "GET /v1/events": { answer: null; body: null }
  "GET /v1/holds": { answer: PageHold; body: null }
  "POST /v1/holds": { answer: Hold; body: NewHold }
  "DELETE /v1/holds/{}": { answer: null; body: null }
  "GET /v1/holds/{}": { answer: Hold; body: null }
  "POST /v1/holds/{}/extension": { answer: Hold; body: null }
  "GET /v1/links/{}": { answer: Appointment; body: null }
  "GET /v1/links/{}/calendar": { answer: null; body: null }
  "POST /v1/links/{}/cancellation": { answer: Appointment; body: Cancellation }
  "POST /v1/links/{}/confirmation": { answer: Appointment; body: null }
  "POST /v1/links/{}/rescheduling": { answer: Appointment; body: Rescheduling }
  "POST /v1/links/{}/sight": { answer: null; body: null }
  "GET /v1/links/{}/slots": { answer: Slots; body: null }
  "GET /v1/locations": { answer: PageLocation; body: null }
  "GET /v1/offer-links/{}": { answer: Offer; body: null }
  "POST /v1/offer-links/{}/acceptance": { answer: Appointment; body: null }
  "POST /v1/offer-links/{}/refusal": { answer: null; body: null }
  "GET /v1/offers": { answer: PageOffer; body: null }
  "POST /v1/offers": { answer: Offer; body: NewOffer }
  "POST /v1/offers/{}/acceptance": { answer: Appointment; body: null }
  "POST /v1/offers/{}/refusal": { answer: null; body: null }
  "POST /v1/opt-outs/{}": { answer: OptOut; body: null }
  "POST /v1/password-resets": { answer: null; body: PasswordResetRequest }
  "POST /v1/password-resets/{}": { answer: null; body: PasswordChange }
  "GET /v1/patients": { answer: PagePatient; body: null }
  "POST /v1/patients": { answer: Patient; body: NewPatient }
  "GET /v1/patients/{}": { answer: Patient; body: null }
  "PATCH /v1/patients/{}": { answer: Patient; body: PatientChange }
  "POST /v1/patients/{}/cancellation": { answer: PageAppointment; body: Cancellation }
  "GET /v1/patients/{}/contact-preferences": { answer: ContactPreferences; body: null }
  "PUT /v1/patients/{}/contact-preferences": { answer: ContactPreferences; body: ContactPreferences }
  "PUT /v1/patients/{}/preferences": { answer: Patient; body: Preferences }
  "GET /v1/patients/{}/proxies": { answer: PageProxy; body: null }
  "POST /v1/patients/{}/proxies": { answer: Proxy; body: NewProxy }
  "DELETE /v1/patients/{}/proxies/{}": { answer: null; body: null }
  "GET /v1/practitioner-profiles": { answer: PageProfile; body: null }
  "GET /v1/practitioners": { answer: PagePractitioner; body: null }
  "GET /v1/practitioners/{}": { answer: Practitioner; body: null }
  "GET /v1/practitioners/{}/agenda": { answer: PageAgendaEntry; body: null }
  "DELETE /v1/practitioners/{}/outside-calendar": { answer: null; body: null }
  "GET /v1/practitioners/{}/outside-calendar": { answer: OutsideCalendar; body: null }
  "PUT /v1/practitioners/{}/outside-calendar": { answer: OutsideCalendar; body: NewOutsideCalendar }
  "GET /v1/practitioners/{}/profile": { answer: Profile; body: null }
  "PUT /v1/practitioners/{}/profile": { answer: Profile; body: ProfileChange }
  "GET /v1/practitioners/{}/schedule": { answer: Schedule; body: null }
  "PUT /v1/practitioners/{}/schedule": { answer: ClinicChangedSchedule; body: Schedule }
  "GET /v1/proposals": { answer: PageProposal; body: null }
  "POST /v1/proposals": { answer: Proposal; body: NewProposal }
  "DELETE /v1/proposals/{}": { answer: null; body: null }
  "GET /v1/proposals/{}": { answer: Proposal; body: null }
  "GET /v1/proposals/{}/answers": { answer: PagePlanAnswer; body: null }
  "POST /v1/proposals/{}/application": { answer: PageAppointment; body: Application }
  "GET /v1/proposals/{}/notices": { answer: PageNotice; body: null }
  "GET /v1/push-key": { answer: PushKey; body: null }
  "GET /v1/push-subscriptions": { answer: PagePushSubscription; body: null }
  "POST /v1/push-subscriptions": { answer: PushSubscription; body: NewPushSubscription }
  "DELETE /v1/push-subscriptions/{}": { answer: null; body: null }
  "POST /v1/receipts/{}": { answer: null; body: null }
  "POST /v1/reports/custom": { answer: Report; body: ReportWish }
  "POST /v1/reports/custom/appointments": { answer: PageCounted; body: CountedWish }
  "GET /v1/reports/{}": { answer: Report; body: null }
  "GET /v1/scenarios": { answer: PageScenario; body: null }
  "POST /v1/scenarios": { answer: Scenario; body: NewScenario }
  "GET /v1/scenarios/{}": { answer: Scenario; body: null }
  "GET /v1/scenarios/{}/comparison": { answer: Comparison; body: null }
  "POST /v1/scenarios/{}/proposal": { answer: Proposal; body: null }
  "DELETE /v1/scenarios/{}/runs": { answer: null; body: null }
  "POST /v1/scenarios/{}/runs": { answer: ScenarioRun; body: null }
  "GET /v1/sessions": { answer: PageSession; body: null }
  "POST /v1/sessions": { answer: SessionToken; body: Credentials }
  "DELETE /v1/sessions/current": { answer: null; body: null }
  "POST /v1/sessions/refresh": { answer: SessionToken; body: null }
  "DELETE /v1/sessions/{}": { answer: null; body: null }
  "GET /v1/slots": { answer: Slots; body: null }
  "POST /v1/suggestions": { answer: Suggestions; body: SuggestionWish }
  "POST /v1/text-answers/{}": { answer: null; body: null }
  "GET /v1/threads": { answer: PageThread; body: null }
  "POST /v1/threads": { answer: Thread; body: NewThread }
  "DELETE /v1/threads/{}": { answer: null; body: null }
  "GET /v1/threads/{}": { answer: Thread; body: null }
  "POST /v1/threads/{}/attachments": { answer: Attachment; body: NewAttachment }
  "DELETE /v1/threads/{}/attachments/{}": { answer: null; body: null }
  "POST /v1/threads/{}/attachments/{}/completion": { answer: Attachment; body: null }
  "GET /v1/threads/{}/attachments/{}/parts/{}": { answer: null; body: null }
  "PUT /v1/threads/{}/attachments/{}/parts/{}": { answer: null; body: null }
  "GET /v1/threads/{}/messages": { answer: PageMessage; body: null }
  "POST /v1/threads/{}/messages": { answer: Message; body: NewMessage }
  "PUT /v1/threads/{}/practitioner": { answer: null; body: HandOver }
  "PUT /v1/threads/{}/reading": { answer: null; body: MessageReading }
  "GET /v1/unread-messages": { answer: Unread; body: null }
  "GET /v1/waitlist-entries": { answer: PageWaitlistEntry; body: null }
  "POST /v1/waitlist-entries": { answer: WaitlistEntry; body: NewWaitlistEntry }
  "DELETE /v1/waitlist-entries/{}": { answer: null; body: null }
  "GET /v1/waitlist-entries/{}": { answer: WaitlistEntry; body: null }
}

type Segment<S extends string> = string extends S ? "{}" : S
type Segments<S extends string> = S extends `${infer Head}/${infer Tail}` ? `${Segment<Head>}/${Segments<Tail>}` : Segment<S>
/** `/v1/appointments/${string}/arrival?x=${string}` as `/v1/appointments/{}/arrival`. */
export type Route<P extends string> = P extends `${infer Path}?${string}` ? Segments<Path> : Segments<P>
type Operation<M extends string, P extends string> = `${M} ${Route<P>}` extends keyof Operations ? Operations[`${M} ${Route<P>}`] : never
/** What `method path` answers; `never` if the contract has no such operation. */
export type Answer<M extends string, P extends string> = Operation<M, P>["answer"]
/** What has to be sent with `method path`. */
export type Body<M extends string, P extends string> = Operation<M, P>["body"]
/** One of what a list at `path` holds. */
export type Item<P extends string> = Answer<"GET", P> extends { items: (infer One)[] } ? One : never
