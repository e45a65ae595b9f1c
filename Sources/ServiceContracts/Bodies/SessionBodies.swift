public import Domain

/// What a patient registers with.
public struct NewAccount: Body {
    /// Where confirmations go; one account per address.
    public let email: EmailAddress
    /// To sign in with.
    public let password: NewPassword
    /// For people.
    public let name: Line
    /// For calls and texts.
    public let phone: PhoneNumber?

    /// Somebody new.
    public init(email: EmailAddress, password: NewPassword, name: Line, phone: PhoneNumber? = nil) {
        self.email = email
        self.password = password
        self.name = name
        self.phone = phone
    }

    /// Ada registers.
    public static var example: Self {
        Self(email: .sample, password: .sample, name: .init("Ada Lovelace") ?? .sample)
    }
}

/// The answer to a registration: the same whether or not the address was known.
public struct RegistrationBody: Body {
    /// Always `registered`: sign in to go on.
    public let status: String

    /// The one answer.
    public init(status: String = "registered") { self.status = status }

    /// The one answer.
    public static var example: Self { Self() }
}

/// What somebody signs in with.
public struct Credentials: Body {
    /// The account's address.
    public let email: EmailAddress
    /// Its password.
    public let password: Secret
    /// Six digits of the authenticator, if the account has one.
    public let code: Text<6, 6>?

    /// Credentials.
    public init(email: EmailAddress, password: Secret, code: Text<6, 6>? = nil) {
        self.email = email
        self.password = password
        self.code = code
    }

    /// Ada signs in.
    public static var example: Self { Self(email: .sample, password: .sample) }
}

/// Who is signed in.
public struct AccountBody: Body {
    /// The account's id.
    public let id: String
    /// What it may do follows from this.
    public let role: Role
    /// Whose patient record it is.
    public let patient: Patient.ID?
    /// Whose schedule it is.
    public let practitioner: Practitioner.ID?
    /// Patients it acts for beside its own.
    public let dependants: [Patient.ID]

    /// An account.
    public init(
        id: String, role: Role, patient: Patient.ID?, practitioner: Practitioner.ID?, dependants: [Patient.ID]
    ) {
        self.id = id
        self.role = role
        self.patient = patient
        self.practitioner = practitioner
        self.dependants = dependants
    }

    /// A patient's.
    public static var example: Self {
        Self(id: "a7kq2m", role: .patient, patient: "pt-1", practitioner: nil, dependants: [])
    }
}

/// A session that was begun or went on.
public struct SessionTokenBody: Body {
    /// Send it as `Authorization: Bearer …`.
    public let accessToken: String
    /// When the access token ends; refresh before.
    public let expiresAt: Instant
    /// Who signed in.
    public let account: AccountBody

    /// A session's token.
    public init(accessToken: String, expiresAt: Instant, account: AccountBody) {
        self.accessToken = accessToken
        self.expiresAt = expiresAt
        self.account = account
    }

    /// A patient's.
    public static var example: Self {
        Self(accessToken: "eyJhbGciOiJFZERTQSJ9.…", expiresAt: .sample, account: .example)
    }
}

/// A place where somebody is signed in.
public struct SessionBody: Body {
    /// Identity.
    public let id: String
    /// When it began.
    public let startedAt: Instant
    /// When it was last refreshed.
    public let usedAt: Instant
    /// What the browser called itself; at most 200 characters.
    public let device: String
    /// Whether this request belongs to it.
    public let isCurrent: Bool

    /// A session.
    public init(id: String, startedAt: Instant, usedAt: Instant, device: String, isCurrent: Bool) {
        self.id = id
        self.startedAt = startedAt
        self.usedAt = usedAt
        self.device = device
        self.isCurrent = isCurrent
    }

    /// The one in use.
    public static var example: Self {
        Self(id: "s8x", startedAt: .sample, usedAt: .sample, device: "Firefox on Linux", isCurrent: true)
    }
}

/// Who forgot a password.
public struct PasswordResetRequest: Body {
    /// The account's address.
    public let email: EmailAddress

    /// A request.
    public init(email: EmailAddress) { self.email = email }

    /// Ada forgot.
    public static var example: Self { Self(email: .sample) }
}

/// A new password.
public struct PasswordChange: Body {
    /// What to sign in with from now on.
    public let password: NewPassword

    /// A change.
    public init(password: NewPassword) { self.password = password }

    /// A good one.
    public static var example: Self { Self(password: .sample) }
}

/// A new password with the old one, from somebody who is signed in.
public struct OwnPasswordChange: Body {
    /// The present one.
    public let current: Secret
    /// What to sign in with from now on.
    public let password: NewPassword

    /// A change.
    public init(current: Secret, password: NewPassword) {
        self.current = current
        self.password = password
    }

    /// From one to another.
    public static var example: Self { Self(current: .sample, password: .sample) }
}

/// A key for an authenticator app; it counts once a code of it was confirmed.
public struct AuthenticatorBody: Body {
    /// In base 32, to be typed.
    public let secret: String
    /// To be shown as a picture.
    public let uri: String

    /// A key.
    public init(secret: String, uri: String) {
        self.secret = secret
        self.uri = uri
    }

    /// An example.
    public static var example: Self {
        Self(
            secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/Slotwise:ada@example.org?secret=JBSWY3DPEHPK3PXP"
        )
    }
}

/// Six digits of an authenticator.
public struct AuthenticatorCode: Body {
    /// The digits shown now.
    public let code: Text<6, 6>

    /// A code.
    public init(code: Text<6, 6>) { self.code = code }

    /// An example.
    public static var example: Self { Self(code: Text("287082") ?? .sample) }
}

/// An account as administrators see it.
public struct UserBody: Body {
    /// The account's id.
    public let id: String
    /// Its address.
    public let email: String
    /// What it may do follows from this.
    public let role: Role
    /// Whose patient record it is.
    public let patient: Patient.ID?
    /// Whose schedule it is.
    public let practitioner: Practitioner.ID?
    /// Whether it can sign in.
    public let isActive: Bool
    /// Whether signing in takes a code.
    public let hasAuthenticator: Bool
    /// Grows with every change; the ETag.
    public let version: Int

    /// An account.
    public init(
        id: String, email: String, role: Role, patient: Patient.ID?, practitioner: Practitioner.ID?,
        isActive: Bool, hasAuthenticator: Bool, version: Int
    ) {
        self.id = id
        self.email = email
        self.role = role
        self.patient = patient
        self.practitioner = practitioner
        self.isActive = isActive
        self.hasAuthenticator = hasAuthenticator
        self.version = version
    }

    /// A receptionist's.
    public static var example: Self {
        Self(
            id: "a7kq2m", email: "desk@example.org", role: .receptionist, patient: nil, practitioner: nil,
            isActive: true, hasAuthenticator: false, version: 1)
    }
}

/// An account that an administrator makes.
public struct NewUser: Body {
    /// One account per address.
    public let email: EmailAddress
    /// What it may do follows from this.
    public let role: Role
    /// Whose schedule it is; for practitioners only.
    public let practitioner: Practitioner.ID?
    /// Whose record it is; for patients only.
    public let patient: Patient.ID?

    /// Somebody new.
    public init(
        email: EmailAddress, role: Role, practitioner: Practitioner.ID? = nil, patient: Patient.ID? = nil
    ) {
        self.email = email
        self.role = role
        self.practitioner = practitioner
        self.patient = patient
    }

    /// A receptionist.
    public static var example: Self { Self(email: .sample, role: .receptionist) }
}

/// A change of an account; what is absent stays.
public struct UserChange: Body {
    /// Another role; staff roles only.
    public let role: Role?
    /// Whether it can sign in.
    public let isActive: Bool?

    /// A change.
    public init(role: Role? = nil, isActive: Bool? = nil) {
        self.role = role
        self.isActive = isActive
    }

    /// Nobody signs in with it any more.
    public static var example: Self { Self(isActive: false) }
}

/// A link with which somebody sets a password, once.
public struct PasswordLinkBody: Body {
    /// To be passed to `/v1/password-resets/{token}`.
    public let token: String
    /// When it ends.
    public let expiresAt: Instant

    /// A link.
    public init(token: String, expiresAt: Instant) {
        self.token = token
        self.expiresAt = expiresAt
    }

    /// An example.
    public static var example: Self { Self(token: "p3Vx…", expiresAt: .sample) }
}

/// A role and how far each of its permissions reaches.
public struct RoleBody: Body {
    /// One permission of a role.
    public struct Grant: Body {
        /// The permission.
        public let permission: String
        /// `own` or `all`.
        public let reach: String

        /// A permission with its reach.
        public init(permission: String, reach: String) {
            self.permission = permission
            self.reach = reach
        }

        /// Patients see themselves.
        public static var example: Self { Self(permission: "see-patients", reach: "own") }
    }

    /// The role.
    public let role: Role
    /// What it may do.
    public let grants: [Grant]

    /// A role.
    public init(role: Role, grants: [Grant]) {
        self.role = role
        self.grants = grants
    }

    /// Patients.
    public static var example: Self { Self(role: .patient, grants: [.example]) }
}
