import { parentPort, workerData } from 'node:worker_threads'
import { relay } from './relay.ts'
import type { RelayOrder, RelayWish } from './relay-on-a-thread.ts'

const { target, pacing, host }: RelayOrder = workerData
const opened = await relay(target, pacing, host)
parentPort?.on('message', (wish: RelayWish) => {
  if (wish.type === 'rate') opened.setRate(wish.inAll)
  else void opened.close().then(() => parentPort?.close())
})
parentPort?.postMessage(opened.port)
