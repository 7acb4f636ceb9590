import { afterEach, describe, expect, it } from 'vitest'
import type { TabMessage, Tabs } from '../ports/tabs.ts'
import { describeTabs } from '../testing/describe-tabs.ts'
import { createBrowserTabs } from './browser-tabs.ts'
import { databaseName } from './database.ts'
import { createLeaseStore } from './lease-store.ts'

const frames: HTMLIFrameElement[] = []

afterEach(() => {
  for (const frame of frames.splice(0)) frame.remove()
})

const presences = [
  ['with Web Locks', {}],
  ['without Web Locks, as on plain http', { locks: null, patience: 200, renewEvery: 100 }],
] as const

for (const [name, options] of presences)
  describeTabs(`createBrowserTabs ${name}`, () => {
    const scope = crypto.randomUUID()
    return {
      open: () => createBrowserTabs({ ...options, scope }),
      openElsewhere: () => createBrowserTabs({ ...options, scope: crypto.randomUUID() }),
    }
  })

describe('createBrowserTabs', () => {
  it.each(presences)('notices a tab that dies without a word, %s', async (_, options) => {
    const given = { ...options, scope: crypto.randomUUID() }
    const { tab, kill } = await openInFrame(given)
    const other = createBrowserTabs(given)
    await tab.join()
    const waiting = other.untilGone(tab.id, new AbortController().signal)
    expect(await other.isAlive(tab.id)).toBe(true)

    kill()

    await waiting
    expect(await other.isAlive(tab.id)).toBe(false)
    other.leave()
  })

  it('takes a busy tab for alive while its lease is fresh, and asks one whose lease is old', async () => {
    const scope = crypto.randomUUID()
    const busy = createBrowserTabs({ scope, locks: null, patience: 50, renewEvery: 60_000 })
    const impatient = createBrowserTabs({ scope, locks: null, patience: 50, renewEvery: 1 })
    const patient = createBrowserTabs({ scope, locks: null, patience: 50, renewEvery: 60_000 })
    await busy.join()
    const leases = createLeaseStore(scope)
    await leases.renew('deaf', Date.now())
    await leases.renew('dead', Date.now() - 300_000)
    await leases.renew('from the future', Date.now() + 300_000)

    expect(await patient.isAlive('deaf')).toBe(true)
    expect(await patient.isAlive('dead')).toBe(false)
    expect(await patient.isAlive('from the future')).toBe(false)
    const joinedAt = Date.now()
    await until(() => Date.now() > joinedAt + 3)
    expect(await impatient.isAlive(busy.id)).toBe(true)
    busy.leave()
    await patient.untilGone(busy.id, new AbortController().signal)
    leases.close()
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(databaseName(scope)).addEventListener('success', resolve)
    })
  })

  it('hands a file to another tab, which outlives its sender', async () => {
    const options = { scope: crypto.randomUUID() }
    const { tab, kill } = await openInFrame(options)
    const other = createBrowserTabs(options)
    const heard: TabMessage[] = []
    other.subscribe((message) => heard.push(message))
    tab.post({ type: 'file', id: 'a', file: new File(['all bytes'], 'a.txt') })
    await until(() => heard.length > 0)
    kill()

    const [message] = heard
    const file = message?.type === 'file' ? message.file : null
    expect(await file?.text()).toBe('all bytes')
    other.leave()
  })

  it('believes no message that another version or another script sends', async () => {
    const scope = crypto.randomUUID()
    const tab = createBrowserTabs({ scope })
    const heard: unknown[] = []
    tab.subscribe((message) => heard.push(message))
    const stranger = new BroadcastChannel(`resumable-upload:${scope}`)
    const last = { type: 'settled', id: 'real', object: null } as const

    for (const message of [
      null,
      'settled',
      ['settled'],
      { type: 'settled' },
      { type: 'settled', id: 7, object: null },
      { type: 'settled', id: 'a', object: { key: 'a', verified: 'sure' } },
      { type: 'formatDisk', id: 'a' },
      { type: 'file', id: 'a', file: 'C:/secret.txt' },
      { type: 'parts', id: 'a', parts: { fileSize: 9, partSize: 0 } },
      { type: 'command', id: 'a', to: 'b', ask: 'c', command: 'formatDisk', file: null },
      { type: 'command', id: 'a', to: 'b', ask: 'c', command: 'pause', file: {} },
      { type: 'shown', from: 'b', uploads: 'all' },
      { type: 'wanted', id: 'a', what: 'password' },
      last,
    ])
      stranger.postMessage(message)

    await until(() => heard.length > 0)
    expect(heard).toEqual([last])
    stranger.close()
    tab.leave()
  })
})

interface FramedTab {
  readonly tab: Tabs
  /** Removes the frame, as closing a tab does. */
  readonly kill: () => void
}

async function openInFrame(options: Parameters<typeof createBrowserTabs>[0]): Promise<FramedTab> {
  const frame = document.createElement('iframe')
  const script = new URL('./browser-tabs.ts', import.meta.url).href
  frame.srcdoc = `<script type="module">
    import { createBrowserTabs } from '${script}'
    frameElement.tab = createBrowserTabs(${JSON.stringify(options)})
    frameElement.dispatchEvent(new Event('opened'))
  </script>`
  const opened = new Promise((resolve) => frame.addEventListener('opened', resolve))
  document.body.append(frame)
  frames.push(frame)
  await opened
  const { tab } = frame as unknown as { readonly tab: Tabs } // Set by the script above.
  return { tab, kill: () => frame.remove() }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve))
}
