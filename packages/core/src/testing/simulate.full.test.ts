import { expect, it } from 'vitest'
import { keepsPromises } from './test-support/keeps-promises.ts'

/** `SIMULATOR_SEEDS=100000 SIMULATOR_FROM=1` plays that many, from that one on. */
const count = Number(process.env['SIMULATOR_SEEDS'] ?? 20_000)
const from = Number(process.env['SIMULATOR_FROM'] ?? 1_001)

it(
  `breaks no promise in ${count.toLocaleString('en')} seeds from ${from.toLocaleString('en')} on`,
  async () => {
    await expect(keepsPromises(from, count)).resolves.toBeUndefined()
  },
  count * 1_000,
)
