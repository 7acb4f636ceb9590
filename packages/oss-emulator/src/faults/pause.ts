/** Resolves after the time, or at once when one of the signals aborts. */
export async function pause(
  milliseconds: number | null,
  signals: readonly AbortSignal[],
): Promise<void> {
  const ended = AbortSignal.any([...signals])
  if (ended.aborted) return
  await new Promise<void>((resolve) => {
    const timer = milliseconds === null ? undefined : setTimeout(resolve, milliseconds)
    ended.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
