import { lazy, Suspense, useState, type ComponentType, type JSX } from 'react'
import type { MessageKey } from '../messages/en-us.ts'
import { Tabs } from '../parts/tabs.tsx'
import { useWording } from '../wording.tsx'
import { Headless } from './presets/headless.tsx'
import { Plain } from './presets/plain.tsx'
import { SourceCode } from './source-code.tsx'

interface Preset {
  readonly title: MessageKey
  readonly hint: MessageKey
  readonly file: string
  readonly Example: ComponentType
}

// What runs beside it, to the letter.
const sources = import.meta.glob<string>('./presets/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
})

// Only who looks at it loads antd.
const AntdForm = lazy(async () => ({
  default: (await import('./presets/antd-form.tsx')).AntdForm,
}))

const presets = {
  plain: {
    title: 'presetPlain',
    hint: 'presetPlainHint',
    file: 'plain.tsx',
    Example: Plain,
  },
  antd: {
    title: 'presetAntd',
    hint: 'presetAntdHint',
    file: 'antd-form.tsx',
    Example: AntdForm,
  },
  headless: {
    title: 'presetHeadless',
    hint: 'presetHeadlessHint',
    file: 'headless.tsx',
    Example: Headless,
  },
} as const satisfies Readonly<Record<string, Preset>>

export function Presets(): JSX.Element {
  const { say } = useWording()
  const [chosen, choose] = useState<keyof typeof presets>('plain')
  const { hint, file, Example } = presets[chosen]
  const titles = {
    plain: say(presets.plain.title),
    antd: say(presets.antd.title),
    headless: say(presets.headless.title),
  }
  return (
    <Tabs label={say('presets')} tabs={titles} chosen={chosen} onChoose={choose}>
      <p className="quiet">{say(hint)}</p>
      <div className="preset">
        <div className="preset-example">
          <Suspense fallback={<p className="quiet">{say('loading')}</p>}>
            <Example />
          </Suspense>
        </div>
        <SourceCode text={sources[`./presets/${file}`] ?? ''} />
      </div>
    </Tabs>
  )
}
