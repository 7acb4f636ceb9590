import { Form as Form6 } from 'antd'
import { Form as Form5 } from 'antd5'
import { useEffect, useState, type ReactElement } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent, type Locator } from 'vitest/browser'
import type { UploadItem } from '../items/upload-item.ts'
import { chooseFor, closeStages, openStage } from '../testing/form-stage.tsx'
import { ResumableUpload } from './resumable-upload.tsx'
import type { ValueProps } from './props/value-props.ts'

interface Values {
  readonly files?: readonly UploadItem[]
  readonly more?: readonly UploadItem[]
}

const kept: UploadItem = {
  uid: 'uploads/contract.pdf',
  name: 'contract.pdf',
  size: 1234,
  type: 'application/pdf',
  status: 'done',
  phase: 'done',
  percent: 100,
}

afterEach(closeStages)

const antdForms: readonly [string, typeof Form6][] = [
  ['antd 6', Form6],
  // The two declare the same of what is used here.
  ['antd 5', Form5 as unknown as typeof Form6],
]

describe.each(antdForms)('in a Form of %s', (_, Form) => {
  function Ticket({ send }: { readonly send: (values: Values) => void }): ReactElement {
    const [form] = Form.useForm<Values>()
    return (
      <Form form={form} onFinish={send}>
        <Form.Item
          name="files"
          label="Files"
          rules={[{ required: true, message: 'A file, please.' }]}
        >
          <ResumableUpload group="files" />
        </Form.Item>
        <Form.Item name="more" label="More">
          <ResumableUpload group="more" />
        </Form.Item>
        <button type="submit">Send</button>
        <button type="reset">Reset</button>
      </Form>
    )
  }

  it('is a plain child of Form.Item, and each group a value of its own', async () => {
    const { show } = openStage()
    const send = vi.fn<(values: Values) => void>()
    await show(<Ticket send={send} />)

    await chooseFor('Files', 'a.zip', 'b.zip')
    await chooseFor('More', 'c.zip')
    await expect.poll(uploadedCount).toBe(3)
    await press('Send')

    await expect.poll(() => send.mock.calls.length).toBe(1)
    const [values] = send.mock.lastCall ?? []
    expect(values?.files?.map(({ name, status }) => [name, status])).toEqual([
      ['a.zip', 'done'],
      ['b.zip', 'done'],
    ])
    expect(values?.more?.map(({ name }) => name)).toEqual(['c.zip'])
    expect(values?.more?.[0]?.response?.verified).toBe('crc64')
  })

  it('says what the rules of the form say', async () => {
    const { show } = openStage()
    await show(<Ticket send={() => {}} />)
    await press('Send')
    await expect.element(page.getByText('A file, please.')).toBeVisible()

    await chooseFor('Files', 'a.zip')

    await expect.element(page.getByText('A file, please.')).not.toBeInTheDocument()
  })

  it('is empty after a reset, which cancels what was on its way', async () => {
    const { show, storage, uploader, holdUploads } = openStage()
    const send = vi.fn<(values: Values) => void>()
    holdUploads()
    await show(<Ticket send={send} />)
    await chooseFor('Files', 'a.zip')
    await expect.poll(() => storage.uploads.size).toBe(1)
    await expect.element(rowOf('a.zip')).toBeVisible()

    await press('Reset')

    await expect.element(rowOf('a.zip')).not.toBeInTheDocument()
    await expect.poll(() => uploader.getSnapshot()[0]?.getSnapshot().status).toBe('canceled')
    await press('Send')
    await expect.element(page.getByText('A file, please.')).toBeVisible()
    expect(send).not.toHaveBeenCalled()
  })
})

describe('with react-hook-form', () => {
  it('is the child of a Controller', async () => {
    const { show } = openStage()
    const send = vi.fn<(values: Values) => void>()
    function Ticket(): ReactElement {
      const { control, handleSubmit, reset, formState } = useForm<Values>()
      return (
        <form onSubmit={(event) => void handleSubmit(send)(event)}>
          <Controller
            control={control}
            name="files"
            rules={{ validate: (items) => isComplete(items) || 'Not yet.' }}
            render={({ field: { name, value, onChange, disabled } }) => (
              <ResumableUpload
                group="files"
                aria-label="Files"
                name={name}
                value={value}
                onChange={onChange}
                {...(disabled && { disabled })}
              />
            )}
          />
          <p>{formState.errors.files?.message}</p>
          <button type="submit">Send</button>
          <button type="button" onClick={() => reset()}>
            Reset
          </button>
        </form>
      )
    }
    await show(<Ticket />)
    await press('Send')
    await expect.element(page.getByText('Not yet.')).toBeVisible()

    await chooseFor('Files', 'a.zip')
    await expect.poll(uploadedCount).toBe(1)
    await press('Send')
    await expect.poll(() => send.mock.lastCall?.[0].files?.[0]?.status).toBe('done')

    await press('Reset')
    await expect.element(rowOf('a.zip')).not.toBeInTheDocument()
  })

  it('is a registered field without one', async () => {
    const { show } = openStage()
    const send = vi.fn<(values: Values) => void>()
    function Ticket(): ReactElement {
      const { register, setValue, handleSubmit } = useForm<Values>()
      useEffect(() => void register('files', { required: true }), [register])
      return (
        <form onSubmit={(event) => void handleSubmit(send)(event)}>
          <ResumableUpload
            group="files"
            aria-label="Files"
            onChange={(items) => setValue('files', items, { shouldValidate: true })}
          />
          <button type="submit">Send</button>
        </form>
      )
    }
    await show(<Ticket />)
    await press('Send')
    expect(send).not.toHaveBeenCalled()

    await chooseFor('Files', 'a.zip')
    await expect.poll(uploadedCount).toBe(1)
    await press('Send')

    await expect
      .poll(() => send.mock.lastCall?.[0].files?.map(({ name }) => name))
      .toEqual(['a.zip'])
  })
})

describe('in a native form', () => {
  function Ticket({ send, ...props }: NativeProps): ReactElement {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send(new FormData(event.currentTarget).getAll('files'))
        }}
      >
        <ResumableUpload group="files" name="files" aria-label="Files" {...props} />
        <button type="submit">Send</button>
        <button type="reset">Reset</button>
      </form>
    )
  }

  interface NativeProps extends ValueProps {
    readonly send: (keys: readonly FormDataEntryValue[]) => void
  }

  it('sends the keys of what is stored, those of before first', async () => {
    const { show, storage } = openStage()
    const send = vi.fn<NativeProps['send']>()
    await show(<Ticket send={send} defaultValue={[kept]} />)
    await chooseFor('Files', 'a.zip')
    await expect.poll(uploadedCount).toBe(1)

    await press('Send')

    expect(send).toHaveBeenCalledExactlyOnceWith([kept.uid, ...storage.objects.keys()])
  })

  it('waits for a file where one is required, and for its end', async () => {
    const { show, holdUploads } = openStage()
    const send = vi.fn<NativeProps['send']>()
    const release = holdUploads()
    await show(<Ticket send={send} required />)
    await press('Send')
    expect(messageOf('Files')).toBe('Choose a file.')

    await chooseFor('Files', 'a.zip')
    await expect.poll(() => messageOf('Files')).toBe('Wait until all files are uploaded.')
    await press('Send')
    expect(send).not.toHaveBeenCalled()

    release()
    await expect.poll(uploadedCount).toBe(1)
    await expect.poll(() => messageOf('Files')).toBe('')
    await press('Send')
    expect(send).toHaveBeenCalledOnce()
  })

  it('is as it was in the beginning after a reset', async () => {
    const { show } = openStage()
    await show(<Ticket send={() => {}} defaultValue={[kept]} />)
    await chooseFor('Files', 'a.zip')
    await expect.poll(uploadedCount).toBe(1)
    await press('Remove contract.pdf')
    await expect.element(rowOf('contract.pdf')).not.toBeInTheDocument()

    await press('Reset')

    await expect.element(rowOf('a.zip')).not.toBeInTheDocument()
    await expect.element(rowOf('contract.pdf')).toBeVisible()
  })

  it('sends what it shows and takes nothing, read only; sends nothing, disabled', async () => {
    const { show } = openStage()
    const send = vi.fn<NativeProps['send']>()
    const screen = await show(<Ticket send={send} defaultValue={[kept]} readOnly />)
    await expect.element(rowOf('contract.pdf')).toBeVisible()
    expect(page.getByRole('button', { name: 'Remove contract.pdf' }).query()).toBeNull()
    expect(fieldOf('Files').disabled).toBe(true)
    await press('Send')
    expect(send).toHaveBeenLastCalledWith([kept.uid])

    await screen.rerender(<Ticket send={send} defaultValue={[kept]} disabled />)
    await press('Send')
    expect(send).toHaveBeenLastCalledWith([])
  })
})

describe('value', () => {
  it('stalls nothing where it is never fed back', async () => {
    const { show } = openStage()
    const onChange = vi.fn<NonNullable<ValueProps['onChange']>>()
    await show(<ResumableUpload group="files" aria-label="Files" value={[]} onChange={onChange} />)

    await chooseFor('Files', 'a.zip')

    await expect.poll(uploadedCount).toBe(1)
    expect(onChange.mock.lastCall?.[0].map(({ status }) => status)).toEqual(['done'])
    expect(onChange.mock.lastCall?.[1]).toMatchObject({ trigger: 'success' })
  })

  it('cancels and hides what the parent takes out, and nothing else', async () => {
    const { show, uploader, holdUploads } = openStage()
    holdUploads()
    function Picky(): ReactElement {
      const [items, setItems] = useState<readonly UploadItem[]>([kept])
      return (
        <>
          <ResumableUpload
            group="files"
            aria-label="Files"
            value={items}
            onChange={(now) => setItems(now)}
          />
          <button
            type="button"
            onClick={() => setItems(items.filter(({ name }) => name !== 'a.zip'))}
          >
            Take out
          </button>
        </>
      )
    }
    await show(<Picky />)
    await chooseFor('Files', 'a.zip', 'b.zip')
    await expect.element(page.getByRole('button', { name: 'Cancel b.zip' })).toBeVisible()

    await press('Take out')

    await expect.element(rowOf('a.zip')).not.toBeInTheDocument()
    const statuses = (): readonly string[] =>
      uploader.getSnapshot().map((upload) => upload.getSnapshot().status)
    await expect.poll(() => statuses()[0]).toBe('canceled')
    expect(statuses()[1]).not.toBe('canceled')
    await expect.element(rowOf('contract.pdf')).toBeVisible()
    await expect.element(rowOf('b.zip')).toBeVisible()
  })

  it('tells a form that comes back to the page what went on without it', async () => {
    const { show, holdUploads } = openStage()
    const release = holdUploads()
    const first = await show(<ResumableUpload group="files" aria-label="Files" />)
    await chooseFor('Files', 'a.zip')
    await expect.element(rowOf('a.zip')).toBeVisible()
    await first.unmount()
    const onChange = vi.fn<NonNullable<ValueProps['onChange']>>()

    await show(<ResumableUpload group="files" aria-label="Files" onChange={onChange} />)

    expect(onChange.mock.calls.map(([, { trigger }]) => trigger)).toEqual(['restore'])
    release()
    await expect.poll(() => onChange.mock.lastCall?.[1].trigger).toBe('success')
  })

  it('does not show again what was reset, also when the form comes back', async () => {
    const { show } = openStage()
    const first = await show(<ResumableUpload group="files" aria-label="Files" value={[]} />)
    await chooseFor('Files', 'a.zip')
    await expect.poll(uploadedCount).toBe(1)
    await first.rerender(<ResumableUpload group="files" aria-label="Files" value={undefined} />)
    await expect.element(rowOf('a.zip')).not.toBeInTheDocument()
    await first.unmount()

    await show(<ResumableUpload group="files" aria-label="Files" />)

    expect(rowOf('a.zip').query()).toBeNull()
    await chooseFor('Files', 'a.zip')
    await expect.element(rowOf('a.zip')).toBeVisible()
  })
})

function isComplete(items: readonly UploadItem[] | undefined): boolean {
  return items !== undefined && items.length > 0 && items.every(({ status }) => status === 'done')
}

function rowOf(name: string): Locator {
  return page.getByRole('listitem').filter({ hasText: name })
}

function uploadedCount(): number {
  return page.getByText('Uploaded.', { exact: true }).elements().length
}

async function press(name: string): Promise<void> {
  await userEvent.click(page.getByRole('button', { name, exact: true }))
}

function fieldOf(label: string): HTMLInputElement {
  const field = page.getByLabelText(label, { exact: true }).element()
  if (field instanceof HTMLInputElement) return field
  throw new TypeError(`${label} is no field.`)
}

function messageOf(label: string): string {
  return fieldOf(label).validationMessage
}
