/** A browser that Playwright does not drive, as far as the stories need it. */
export interface OtherBrowser {
  /** As people say it: `Firefox 153.7`. */
  readonly name: string
  open(url: string): Promise<void>
  reload(): Promise<void>
  /** Runs an expression in the page, awaits it, and gives its value as plain data. */
  evaluate(expression: string): Promise<unknown>
  /** Chooses files, or one folder, in the first input that matches. */
  choose(input: string, paths: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** Calls a function in the page; it sees nothing of this process but its argument. */
export async function callIn<Argument, Result>(
  browser: OtherBrowser,
  run: (argument: Argument) => Result | Promise<Result>,
  argument: Argument,
): Promise<Result> {
  const value = await browser.evaluate(`(${run.toString()})(${JSON.stringify(argument)})`)
  return value as Result // Plain data, as `run` gave it.
}
