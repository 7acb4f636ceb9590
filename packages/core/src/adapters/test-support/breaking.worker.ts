// Says that it is ready, and breaks with its first job.
globalThis.addEventListener('message', () => {
  throw new Error('The worker broke.')
})
;(globalThis as unknown as { postMessage(message: unknown): void }).postMessage({ type: 'ready' })
