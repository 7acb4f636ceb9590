import { afterEach, describe, expect, it } from 'vitest'
import type { TabMessage, Tabs } from '../ports/tabs.ts'

export interface TabsSetUp {
  /** Opens one more tab of the same scope. */
  readonly open: () => Tabs
  /** Opens a tab of another scope. */
  readonly openElsewhere: () => Tabs
}

const { signal } = new AbortController()

/** The rules of `Tabs`. `create` gives a scope without any tab every time. */
export function describeTabs(name: string, create: () => Promise<TabsSetUp> | TabsSetUp): void {
  describe(`${name} as Tabs`, () => {
    const opened: Tabs[] = []
    afterEach(() => {
      for (const tab of opened.splice(0)) tab.leave()
    })

    it('names every tab differently', async () => {
      const { open } = await setUp()

      expect(open().id).not.toBe(open().id)
    })

    it('knows a tab as alive from joining to leaving', async () => {
      const { open } = await setUp()
      const [tab, other] = [open(), open()]
      expect(await other.isAlive(tab.id)).toBe(false)

      await tab.join()
      expect(await other.isAlive(tab.id)).toBe(true)
      expect(await tab.isAlive(tab.id)).toBe(true)

      tab.leave()
      await other.untilGone(tab.id, signal)
      expect(await other.isAlive(tab.id)).toBe(false)
    })

    it('takes joining twice and leaving twice', async () => {
      const { open } = await setUp()
      const [tab, other] = [open(), open()]
      await tab.join()
      await tab.join()

      tab.leave()
      tab.leave()

      await other.untilGone(tab.id, signal)
      expect(await other.isAlive(tab.id)).toBe(false)
    })

    it('comes back after it left, and is heard again', async () => {
      const { open } = await setUp()
      const [tab, other] = [open(), open()]
      await Promise.all([tab.join(), other.join()])
      const heard: TabMessage[] = []
      tab.subscribe((message) => heard.push(message))
      tab.leave()
      await other.untilGone(tab.id, signal)

      await tab.join()
      const sentinel = nextMessage(other)
      tab.post(createMessage())
      expect(await sentinel).toEqual(createMessage())
      expect(await other.isAlive(tab.id)).toBe(true)

      const reply = nextMessage(tab)
      other.post({ type: 'hello' })
      expect(await reply).toEqual({ type: 'hello' })
      expect(heard).toEqual([{ type: 'hello' }])
    })

    it('knows nobody who was never there', async () => {
      const { open } = await setUp()

      expect(await open().isAlive('nobody')).toBe(false)
      await expect(open().untilGone('nobody', signal)).resolves.toBeUndefined()
    })

    it('waits for a tab only until it is gone', async () => {
      const { open } = await setUp()
      const [tab, other] = [open(), open()]
      await tab.join()
      const order: string[] = []
      const waiting = other.untilGone(tab.id, signal).then(() => order.push('gone'))
      expect(await other.isAlive(tab.id)).toBe(true)

      order.push('leave')
      tab.leave()
      await waiting

      expect(order).toEqual(['leave', 'gone'])
    })

    it('stops waiting with the reason of its signal, and the tab lives on', async () => {
      const { open } = await setUp()
      const [tab, other] = [open(), open()]
      const controller = new AbortController()
      const reason = new Error('paused')
      await tab.join()
      const waiting = other.untilGone(tab.id, controller.signal)

      controller.abort(reason)

      await expect(waiting).rejects.toBe(reason)
      await expect(other.untilGone(tab.id, controller.signal)).rejects.toBe(reason)
      expect(await other.isAlive(tab.id)).toBe(true)
    })

    it('tells the others, as plain data, and never itself', async () => {
      const { open } = await setUp()
      const [tab, second, third] = [open(), open(), open()]
      await Promise.all([tab.join(), second.join(), third.join()])
      const own: TabMessage[] = []
      tab.subscribe((message) => own.push(message))
      const heard = Promise.all([nextMessage(second), nextMessage(third)])

      const message = createMessage()
      tab.post(message)
      expect(await heard).toEqual([message, message])

      const reply = nextMessage(tab)
      second.post({ type: 'heard', isTaken: false, ask: 'reply' })
      await reply
      expect(own).toEqual([{ type: 'heard', isTaken: false, ask: 'reply' }])
    })

    it('hears nothing more after it stopped listening', async () => {
      const { open } = await setUp()
      const [tab, other] = [open(), open()]
      await Promise.all([tab.join(), other.join()])
      const heard: TabMessage[] = []
      const stop = other.subscribe((message) => heard.push(message))

      stop()
      const sentinel = nextMessage(other)
      tab.post(createMessage())
      await sentinel

      expect(heard).toEqual([])
    })

    it('keeps scopes apart', async () => {
      const { open, openElsewhere } = await setUp()
      const [tab, near, far] = [open(), open(), openElsewhere()]
      await Promise.all([tab.join(), near.join(), far.join()])
      const heard: TabMessage[] = []
      far.subscribe((message) => heard.push(message))
      const sentinel = nextMessage(near)

      tab.post(createMessage())
      await sentinel

      expect(heard).toEqual([])
    })

    async function setUp(): Promise<TabsSetUp> {
      const { open, openElsewhere } = await create()
      return { open: () => remember(open()), openElsewhere: () => remember(openElsewhere()) }
    }

    function remember(tab: Tabs): Tabs {
      opened.push(tab)
      return tab
    }
  })
}

function nextMessage(tab: Tabs): Promise<TabMessage> {
  return new Promise((resolve) => {
    const stop = tab.subscribe((message) => {
      stop()
      resolve(message)
    })
  })
}

function createMessage(): TabMessage {
  return {
    type: 'settled',
    id: 'a',
    object: {
      key: 'uploads/报告.zip',
      size: 9,
      etag: null,
      crc64: '11051210869376104954',
      url: 'https://bucket.example/a',
      verified: 'crc64',
      confirmed: { row: 1 },
    },
  }
}
