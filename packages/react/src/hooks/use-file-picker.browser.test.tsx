import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { carry } from '../testing/drag-files.ts'
import { useFilePicker, type FilePickerOptions } from './use-file-picker.ts'

const report = new File(['hello'], 'report.zip', { type: 'application/zip' })

afterEach(() => vi.unstubAllGlobals())

describe('useFilePicker', () => {
  it('takes what is chosen once, and the same file again', async () => {
    const { onPick, input } = await setUp()

    await userEvent.upload(input, report)
    await userEvent.upload(input, report)

    expect(namesGivenTo(onPick)).toEqual(['report.zip', 'report.zip'])
  })

  it('takes what is chosen when its button has left the page meanwhile', async () => {
    vi.stubGlobal('showOpenFilePicker', undefined)
    const { onPick, input, unmount } = await setUp()
    input.addEventListener('click', (event) => event.preventDefault()) // No window of the browser's own.
    await page.getByRole('button', { name: 'Choose' }).click()
    await unmount()

    input.files = carry(report).files
    input.dispatchEvent(new Event('change', { bubbles: true }))

    expect(namesGivenTo(onPick)).toEqual(['report.zip'])
  })

  it('asks with the input of a button that has left, where the browser refuses its own picker', async () => {
    let refuse = (): void => {}
    const refused = new Promise<never>((_, reject) => {
      refuse = () => reject(new DOMException('Not in this frame.', 'SecurityError'))
    })
    vi.stubGlobal('showOpenFilePicker', () => refused)
    const { input, unmount } = await setUp()
    const opened = new Promise((resolve) => {
      input.addEventListener('click', (event) => {
        event.preventDefault()
        resolve(event.type)
      })
    })
    await page.getByRole('button', { name: 'Choose' }).click()
    await unmount()
    refuse()

    await expect(opened).resolves.toBe('click')
  })
})

async function setUp() {
  const onPick = vi.fn<FilePickerOptions['onPick']>()
  const { unmount } = await render(<Picker onPick={onPick} />)
  const input = page.getByLabelText('Picker').element()
  if (!(input instanceof HTMLInputElement)) throw new Error('No input.')
  return { onPick, input, unmount }
}

function Picker(options: FilePickerOptions) {
  const { open, inputProps } = useFilePicker(options)
  return (
    <>
      <button type="button" onClick={open}>
        Choose
      </button>
      <input aria-label="Picker" {...inputProps} aria-hidden={false} />
    </>
  )
}

function namesGivenTo(onPick: ReturnType<typeof vi.fn<FilePickerOptions['onPick']>>) {
  return onPick.mock.calls.flatMap(([files]) => files.map(({ file }) => file.name))
}
