import type { Clock, Transport } from '@resumable-upload/core'
import { systemClock } from '@resumable-upload/core/browser'
import { expect } from 'vitest'
import type { CredentialsAnswer } from '../../read-credentials.ts'
import {
  assumeRole,
  type AssumeRoleOptions,
  type TokenIssuer,
} from '../../test-support/assume-role.ts'
import type { FindingName } from '../catalogue.ts'
import { diagnose } from '../diagnose.ts'
import type { Finding } from '../finding.ts'
import type { DiagnoseOptions } from '../options.ts'
import type { DoctorPage } from '../ports.ts'
import { printFindings } from '../print-findings.ts'
import { chineseTexts } from '../texts/chinese-texts.ts'
import { englishTexts } from '../texts/english-texts.ts'
import { routedTransport } from './routed-transport.ts'

export interface Circumstances extends Partial<DiagnoseOptions> {
  readonly page?: Partial<DoctorPage>
  readonly clock?: Clock
  /** Stands between the doctor and the network. */
  readonly wrap?: (transport: Transport) => Transport
  /** Changes what the token endpoint answers. */
  readonly alter?: (fields: TokenFields) => object
  readonly token?: AssumeRoleOptions
  /** Called with each finding as it comes. */
  readonly onFinding?: (finding: Finding) => void
}

/** As STS spells them. */
export interface TokenFields {
  readonly AccessKeyId: string
  readonly AccessKeySecret: string
  readonly SecurityToken: string
  readonly Expiration: string
}

/** A page with nothing amiss. */
export const healthyPage: DoctorPage = {
  origin: 'https://app.example.com',
  protocol: 'http:',
  isSecure: true,
  hasServiceWorker: false,
  tryPolicy: async () => [],
  seesProgress: async () => true,
  tryDatabase: async () => undefined,
  estimateStorage: async () => ({ quota: 10e9, usage: 1e6 }),
}

/** All findings about an emulator; whoever asks, none of them shows a secret or lacks a word. */
export async function examine(
  emulator: TokenIssuer & { readonly port: number },
  circumstances: Circumstances = {},
): Promise<readonly Finding[]> {
  const { page, clock = systemClock, token, onFinding, ...rest } = circumstances
  const { wrap = (transport: Transport) => transport, alter = (fields) => fields } = circumstances
  const issued = fieldsOf(await assumeRole(emulator, token))
  const answer = alter(issued)
  const options: DiagnoseOptions = {
    bucket: 'demo-bucket',
    region: 'cn-hangzhou',
    endpoint: 'http://oss-cn-hangzhou.aliyuncs.com',
    // A token endpoint answers with whatever it likes; a signer has its own.
    ...(rest.signer ? {} : { getCredentials: async () => answer as CredentialsAnswer }),
    readLifecycle: async () => [{ status: 'Enabled', abortMultipartUpload: { days: 7 } }],
    ports: {
      transport: wrap(routedTransport(emulator.port)),
      clock,
      page: { ...healthyPage, ...page },
    },
    ...rest,
  }
  const findings: Finding[] = []
  for await (const finding of diagnose(options)) {
    findings.push(finding)
    onFinding?.(finding)
  }
  const account = emulator.accounts.map(({ accessKeySecret }) => accessKeySecret)
  const secrets = [issued, { ...issued, ...answer }].flatMap((fields) => [
    fields.AccessKeySecret,
    fields.SecurityToken,
  ])
  keepsSecrets(findings, [...secrets, ...account])
  findings.forEach(lacksNoWord)
  return findings
}

/** What was found, in the order of the checks. */
export function namesOf(findings: readonly Finding[]): readonly FindingName[] {
  return findings.flatMap(({ name }) => (name === null ? [] : [name]))
}

/** The details of the one finding with this name. */
export function detailsOf(findings: readonly Finding[], name: FindingName): Finding['details'] {
  return findings.find((finding) => finding.name === name)?.details ?? {}
}

function keepsSecrets(findings: readonly Finding[], secrets: readonly string[]): void {
  const shown = JSON.stringify(findings) + printFindings(findings)
  for (const secret of secrets.filter((each) => each !== '')) {
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain(encodeURIComponent(secret))
  }
}

/** Whatever a sentence mentions is among the details, in each language. */
function lacksNoWord({ name, details }: Finding): void {
  if (name === null) return
  for (const { findings } of [englishTexts, chineseTexts]) {
    const text = Object.values(findings[name]).join(' ')
    const mentioned = [...text.matchAll(/(?<!\$)\{(\w+)\}/g)].map(([, word = '']) => word)
    expect(Object.keys(details)).toEqual(expect.arrayContaining(mentioned))
  }
}

function fieldsOf(answer: CredentialsAnswer): TokenFields {
  const { credentials } = answer as unknown as { readonly credentials: TokenFields } // `assumeRole` spells it so.
  return credentials
}
