/** Everything the doctor can find, by the check that finds it, in the order of the checks. */
export const catalogue = {
  settings: {
    'bucket-name': 'problem',
    'region-name': 'problem',
    'endpoint-form': 'problem',
    'endpoint-internal': 'problem',
    'endpoint-region': 'problem',
    'endpoint-insecure': 'problem',
    'endpoint-not-cname': 'problem',
  },
  page: {
    'page-insecure': 'warning',
    'page-without-origin': 'warning',
  },
  policy: {
    'csp-connect': 'problem',
    'csp-worker': 'warning',
    'csp-wasm': 'warning',
    'worker-unavailable': 'warning',
  },
  network: {
    offline: 'problem',
    unreachable: 'problem',
    silent: 'problem',
    'foreign-answer': 'problem',
    'server-busy': 'problem',
    slow: 'warning',
  },
  cors: {
    'cors-origin': 'problem',
    'cors-method': 'problem',
    'cors-header': 'problem',
  },
  clock: { 'clock-wrong': 'warning' },
  credentials: {
    'signed-out': 'problem',
    'credentials-unavailable': 'problem',
    'credentials-incomplete': 'problem',
    'permanent-key': 'problem',
    'credentials-expired': 'problem',
    'credentials-short': 'warning',
  },
  endpoint: {
    'wrong-region': 'problem',
    'region-unlike-bucket': 'problem',
    'bucket-missing': 'problem',
    'acceleration-off': 'problem',
    'domain-not-bound': 'problem',
    'public-endpoint-forbidden': 'problem',
    'bucket-not-in-host': 'problem',
    'account-suspended': 'problem',
  },
  signature: {
    'token-expired': 'problem',
    'token-damaged': 'problem',
    'key-unknown': 'problem',
    'key-and-token-differ': 'problem',
    'key-disabled': 'problem',
    'secret-wrong': 'problem',
    'request-altered': 'problem',
    'signature-removed': 'problem',
    'refused-otherwise': 'problem',
  },
  rights: {
    'right-missing': 'problem',
    'right-to-look-missing': 'warning',
  },
  sample: {
    'sample-refused': 'problem',
    'sample-left': 'warning',
    'bytes-altered': 'problem',
    'etag-hidden': 'warning',
    'crc-hidden': 'warning',
    'request-id-hidden': 'warning',
    'date-hidden': 'warning',
    'ec-hidden': 'warning',
    'err-hidden': 'warning',
    'progress-hidden': 'warning',
  },
  callback: {
    'callback-address': 'problem',
    'callback-body': 'problem',
    'callback-refused': 'problem',
    'callback-unreachable': 'problem',
    'callback-status': 'problem',
    'callback-not-json': 'problem',
    'callback-slow': 'problem',
    'callback-failed': 'problem',
  },
  lifecycle: {
    'lifecycle-missing': 'warning',
    'lifecycle-unknown': 'unknown',
  },
  storage: {
    'journal-unavailable': 'warning',
    'storage-low': 'warning',
  },
} as const

export type CheckName = keyof typeof catalogue
export type FindingName = {
  [Check in CheckName]: keyof (typeof catalogue)[Check]
}[CheckName]
