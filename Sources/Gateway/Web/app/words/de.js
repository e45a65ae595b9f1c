import { account } from "./de/account.js"
import { admin } from "./de/admin.js"
import { app } from "./de/app.js"
import { patient } from "./de/patient.js"
import { plans } from "./de/plans.js"
import { staff } from "./de/staff.js"

/** @type {Record<string, string>} */
export const de = { ...account, ...admin, ...app, ...patient, ...plans, ...staff }
