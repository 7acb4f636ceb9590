import { describe, expect, it } from 'vitest'
import { createFakeEnvironment } from './fake-environment.ts'
import { createVirtualTime } from './virtual-time.ts'

describe('createFakeEnvironment', () => {
  it('tells its listeners of every change of the connection, and only of changes', () => {
    const { connectivity, goOffline, goOnline } = setUp()
    const heard: boolean[] = []
    const stop = connectivity.subscribe(() => heard.push(connectivity.isOnline()))

    goOffline()
    goOffline()
    goOnline()
    stop()
    goOffline()

    expect(heard).toEqual([false, true])
    expect(connectivity.isOnline()).toBe(false)
  })

  it('counts who listens', () => {
    const environment = setUp()
    const listener = () => {}
    const stop = environment.connectivity.subscribe(listener)
    environment.connectivity.subscribe(listener)

    stop()

    expect(environment.connectivityListeners).toBe(1)
  })

  it('flushes later, but before time can pass', async () => {
    const { scheduler } = setUp()
    const order: string[] = []

    scheduler(() => order.push('flush'))
    order.push('now')
    await Promise.resolve()

    expect(order).toEqual(['now', 'flush'])
  })

  it('counts its ids up', () => {
    const { createId } = setUp()

    expect([createId(), createId()]).toEqual(['id-1', 'id-2'])
  })
})

function setUp() {
  return createFakeEnvironment(createVirtualTime())
}
