/**
 * What the tabs of one scope tell each other when asked, and never unasked: the way for secrets.
 * Everything stays in memory, and no tab of another scope hears the question.
 */
export interface Neighbours {
  /** What other tabs answered, unchecked; empty where there is none. Comes within seconds. */
  ask(topic: string, signal: AbortSignal): Promise<readonly unknown[]>
  /** Answers this topic from now on; `null` has no answer. */
  answer(topic: string, give: () => unknown): void
  /**
   * One tab at a time. Goes ahead without the others' consent when one of them hangs, and where
   * there are no locks.
   */
  alone<Result>(topic: string, signal: AbortSignal, task: () => Promise<Result>): Promise<Result>
  /** Answers nothing more. */
  close(): void
}
