import type { Transport } from '@resumable-upload/core'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Signer } from '../signer.ts'
import { assumeRole } from '../test-support/assume-role.ts'
import { webCryptoSigner } from '../web-crypto-signer.ts'
import { catalogue } from './catalogue.ts'
import { diagnose } from './diagnose.ts'
import { checkNames, type Finding } from './finding.ts'
import { printFindings } from './print-findings.ts'
import { examine, healthyPage, namesOf } from './test-support/doctor-bench.ts'
import { routedTransport } from './test-support/routed-transport.ts'
import { chineseTexts } from './texts/chinese-texts.ts'
import { englishTexts } from './texts/english-texts.ts'

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator()
})

afterAll(() => emulator.close())

describe('diagnose', () => {
  it('finds nothing where nothing is wrong, and says so check by check', async () => {
    const findings = await examine(emulator)

    expect(namesOf(findings)).toEqual([])
    expect(findings.map(({ check }) => check)).toEqual(checkNames)
    expect(findings.filter(({ outcome }) => outcome !== 'passed')).toMatchObject([
      { check: 'callback', outcome: 'skipped' },
    ])
  })

  it('leaves nothing behind', async () => {
    emulator.requests.clear()
    await examine(emulator)

    const isOfBucket = ({ bucket }: { readonly bucket: string | null }) => bucket !== null
    const requests = emulator.requests.list().filter(isOfBucket)
    const stored = requests.filter(({ status }) => status === 200)
    const discarded = requests.filter(({ status }) => status === 204)
    expect(stored.map(({ operation }) => operation)).toEqual([
      'InitiateMultipartUpload',
      'UploadPart',
      'ListParts',
    ])
    expect(discarded.map(({ uploadId }) => uploadId)).toEqual([stored[1]?.uploadId])
  })

  it('does not look behind a problem, and says what has to be mended first', async () => {
    const findings = await examine(emulator, { bucket: 'No Bucket' })

    expect(findings.slice(0, 4)).toMatchObject([
      { check: 'settings', outcome: 'problem' },
      { check: 'page', outcome: 'passed' },
      { check: 'policy', outcome: 'skipped' },
      { check: 'network', outcome: 'skipped' },
    ])
    expect(findings[2]?.what).toContain('First mend: Bucket, region and endpoint')
    expect(findings.at(-1)).toMatchObject({ check: 'storage', outcome: 'passed' })
  })

  it('looks at the way to OSS alone where nobody signs', async () => {
    const ports = portsOf(emulator)
    const findings = await collect(diagnose({ ...destination, ports }))

    expect(
      findings.filter(({ outcome }) => outcome === 'skipped').map(({ check }) => check),
    ).toEqual(['credentials', 'signature', 'rights', 'sample', 'callback'])
    expect(namesOf(findings)).toEqual(['lifecycle-unknown'])
  })

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController()
    const reason = new Error('The page is left.')
    const onFinding = ({ check }: Finding): void => {
      if (check === 'network') controller.abort(reason)
    }

    const visit = examine(emulator, { signal: controller.signal, onFinding })
    await expect(visit).rejects.toBe(reason)
  })

  it('gives up a request in flight when it is stopped', async () => {
    const controller = new AbortController()
    const reason = new Error('The page is left.')
    const wrap =
      (transport: Transport): Transport =>
      (request, signal) => {
        const answer = transport(request, signal)
        controller.abort(reason)
        return answer
      }

    const visit = examine(emulator, { signal: controller.signal, wrap })
    await expect(visit).rejects.toBe(reason)
  })

  it('discards the sample also when it is stopped in the middle', async () => {
    emulator.requests.clear()
    const controller = new AbortController()
    const reason = new Error('The page is left.')
    const wrap =
      (transport: Transport): Transport =>
      async (request, signal) => {
        const answer = await transport(request, signal)
        if (answer.text.includes('<InitiateMultipartUploadResult>')) controller.abort(reason)
        return answer
      }

    const visit = examine(emulator, { signal: controller.signal, wrap })
    await expect(visit).rejects.toBe(reason)
    expect(emulator.requests.list().at(-1)).toMatchObject({
      operation: 'AbortMultipartUpload',
      status: 204,
    })
  })

  it('goes on where a function of the application breaks, and says what it said', async () => {
    const own = webCryptoSigner({ getCredentials: () => assumeRole(emulator) })
    const sign: Signer['sign'] = async (operations, context) => {
      if (operations.some(({ type }) => type === 'open')) throw new Error('Not in this folder.')
      return own.sign(operations, context)
    }
    const findings = await examine(emulator, { signer: { ...own, sign } })

    expect(namesOf(findings)).toEqual([])
    expect(findings.find(({ check }) => check === 'sample')).toMatchObject({
      outcome: 'unknown',
      what: 'A sample upload, discarded again: could not be looked at to the end. Not in this folder.',
    })
  })

  it('speaks Chinese', async () => {
    const [finding] = await examine(emulator, { bucket: 'No Bucket', texts: chineseTexts })

    expect(finding).toMatchObject({
      name: 'bucket-name',
      what: '“No Bucket”不是合法的 Bucket 名称。',
      details: { bucket: 'No Bucket' },
    })
  })
})

describe('the texts', () => {
  it.each([englishTexts, chineseTexts])('say everything in $language', ({ checks, findings }) => {
    const names = checkNames.flatMap((check) => Object.keys(catalogue[check]))

    expect(Object.keys(findings).sort()).toEqual(names.sort())
    expect(Object.keys(checks)).toEqual(checkNames)
    for (const { what, why, fix } of Object.values(findings))
      expect([what, why, fix].every((text) => text.length > 4)).toBe(true)
  })
})

describe('printFindings', () => {
  it('writes what a support ticket needs', async () => {
    const findings = await examine(emulator, { page: { isSecure: false } })
    const printed = printFindings(findings)

    expect(printed).toContain('[OK] settings: Bucket, region and endpoint as configured: in order.')
    expect(printed).toContain('[WARNING] page/page-insecure: The page https://app.example.com is')
    expect(printed).toContain('\n  Fix: Serve the page over https.')
    expect(printed).toContain('\n  page: https://app.example.com')
  })
})

const destination = {
  bucket: 'demo-bucket',
  region: 'cn-hangzhou',
  endpoint: 'http://oss-cn-hangzhou.aliyuncs.com',
}

function portsOf({ port }: OssEmulator) {
  const clock = { now: Date.now, elapsed: () => 0, sleep: () => new Promise<void>(() => undefined) }
  return { transport: routedTransport(port), clock, page: healthyPage }
}

async function collect(findings: AsyncIterable<Finding>): Promise<readonly Finding[]> {
  const all: Finding[] = []
  for await (const finding of findings) all.push(finding)
  return all
}
