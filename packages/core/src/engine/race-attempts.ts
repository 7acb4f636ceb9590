/**
 * The first answer of two attempts at the same. The other one is stopped, and both have settled when
 * this does. Rejects, like the first attempt, only when both do.
 */
export async function raceAttempts<Answer>(
  attempts: readonly [Promise<Answer>, Promise<Answer>],
  stop: () => void,
): Promise<Answer> {
  try {
    return await Promise.any(attempts)
  } catch {
    return await attempts[0]
  } finally {
    stop()
    await Promise.allSettled(attempts)
  }
}
