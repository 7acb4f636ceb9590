/** Before this element goes: hands the focus to what comes next to it, else to the dropzone. */
export function focusNeighbour(leaving: Element | null): void {
  const candidates = [
    leaving?.nextElementSibling,
    leaving?.previousElementSibling,
    leaving?.closest('.ru-root'),
  ]
  const button = candidates
    .map((candidate) => candidate?.querySelector<HTMLElement>('button:enabled'))
    .find(Boolean)
  button?.focus()
}
