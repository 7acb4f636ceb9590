import type { Check } from './check.ts'
import { callbackCheck } from './checks/callback.ts'
import { clockCheck } from './checks/clock.ts'
import { corsCheck } from './checks/cors.ts'
import { credentialsCheck } from './checks/credentials.ts'
import { endpointCheck } from './checks/endpoint.ts'
import { lifecycleCheck } from './checks/lifecycle.ts'
import { networkCheck } from './checks/network.ts'
import { pageCheck } from './checks/page.ts'
import { policyCheck } from './checks/policy.ts'
import { rightsCheck } from './checks/rights.ts'
import { sampleCheck } from './checks/sample.ts'
import { settingsCheck } from './checks/settings.ts'
import { signatureCheck } from './checks/signature.ts'
import { storageCheck } from './checks/storage.ts'

/** In the order in which they run: each stands on those before it. */
export const checks: readonly Check[] = [
  settingsCheck,
  pageCheck,
  policyCheck,
  networkCheck,
  corsCheck,
  clockCheck,
  credentialsCheck,
  endpointCheck,
  signatureCheck,
  rightsCheck,
  sampleCheck,
  callbackCheck,
  lifecycleCheck,
  storageCheck,
]
