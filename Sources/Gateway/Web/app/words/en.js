import { account } from "./en/account.js"
import { admin } from "./en/admin.js"
import { app } from "./en/app.js"
import { patient } from "./en/patient.js"
import { plans } from "./en/plans.js"
import { staff } from "./en/staff.js"

/** @type {Record<string, string>} */
export const en = { ...account, ...admin, ...app, ...patient, ...plans, ...staff }
