// Says that it is ready, and does nothing ever after.
;(globalThis as unknown as { postMessage(message: unknown): void }).postMessage({ type: 'ready' })
