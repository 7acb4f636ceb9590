import type { Check } from '../check.ts'

/** What OSS forgives, in milliseconds. */
const forgiven = 15 * 60_000

/** Whether the device's clock is right, as far as OSS's answer tells. */
export const clockCheck: Check = {
  name: 'clock',
  needs: ['network', 'cors'],
  run: async (visit) => {
    await visit.greeting()
    const { offset } = visit.serverClock
    if (offset === null) return null
    if (Math.abs(offset) <= forgiven) return []
    const minutes = String(Math.round(Math.abs(offset) / 60_000))
    return [{ name: 'clock-wrong', details: { minutes, direction: offset > 0 ? '−' : '+' } }]
  },
}
