import type { DiagnoseOptions, Finding } from '@resumable-upload/oss/doctor'
import { useEffect, useRef, useState } from 'react'
import type { Language } from '../messages/messages.ts'

export interface Diagnosis {
  readonly state: 'idle' | 'running' | 'done' | 'failed'
  /** In the order of the checks, as they come. */
  readonly findings: readonly Finding[]
  /** For a support ticket; complete once `state` is `done`. */
  readonly report: string
  readonly error: Error | null
  readonly examine: () => Promise<void>
}

/** Runs the doctor, who is loaded with the first visit; leaving the page ends it. */
export function useDiagnosis(options: DiagnoseOptions, language: Language): Diagnosis {
  const [state, setState] = useState<Diagnosis['state']>('idle')
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const [report, setReport] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const visit = useRef<AbortController | null>(null)
  useEffect(() => () => visit.current?.abort(), [])

  async function examine(): Promise<void> {
    visit.current?.abort()
    const { signal } = (visit.current = new AbortController())
    setState('running')
    setFindings([])
    try {
      const doctor = await import('@resumable-upload/oss/doctor')
      const texts = language === 'en-US' ? doctor.englishTexts : doctor.chineseTexts
      const found: Finding[] = []
      for await (const finding of doctor.diagnose({ ...options, texts, signal })) {
        found.push(finding)
        setFindings([...found])
      }
      setReport(doctor.printFindings(found, texts))
      setState('done')
    } catch (thrown) {
      if (signal.aborted) return
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
      setState('failed')
    }
  }

  return { state, findings, report, error, examine }
}
