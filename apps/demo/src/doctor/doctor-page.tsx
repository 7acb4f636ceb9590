import type { JSX } from 'react'
import type { PageProps } from '../pages.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Panel } from '../parts/panel.tsx'
import { useWording } from '../wording.tsx'
import { FindingCard } from './finding-card.tsx'
import { useDiagnosis } from './use-diagnosis.ts'
import './doctor.css'

/** Says why uploads fail, and how to mend it. */
export function DoctorPage({ demo }: PageProps): JSX.Element {
  const { say, language, count } = useWording()
  const { state, findings, report, error, examine } = useDiagnosis(demo.storageOptions, language)
  const wrong = findings.filter(({ outcome }) => outcome === 'problem' || outcome === 'warning')
  const well = findings.filter(({ outcome }) => outcome === 'passed')
  return (
    <Panel kind="doctor" title={say('examination')} hint={say('examinationHint')}>
      <div className="examination">
        <button
          type="button"
          className="button primary"
          disabled={state === 'running'}
          onClick={() => void examine()}
        >
          {say(state === 'idle' ? 'examine' : 'examineAgain')}
        </button>
        <p role="status">
          {state === 'running' && say('examining')}
          {state === 'done' &&
            (wrong.length === 0
              ? say('examinationWell', { count: count(well.length) })
              : say('examinationIll', { count: count(wrong.length) }))}
        </p>
        {state === 'done' && <CopyButton text={report} label={say('report')} />}
      </div>
      {state === 'failed' && error && (
        <p role="alert">{say('examinationFailed', { reason: error.message })}</p>
      )}
      <ul className="findings">
        {findings.map((finding) => (
          <FindingCard key={`${finding.check} ${finding.name}`} finding={finding} />
        ))}
      </ul>
    </Panel>
  )
}
