import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ResumableUpload, UploaderProvider, useUpload, useUploadTotals } from '../index.ts'
import { zhCN } from '../zh-cn.ts'
import { createDrivenUploader } from '../testing/fake-uploader.ts'

describe('ResumableUpload on a server', () => {
  it('renders in Node, where there is no document, in English', () => {
    expect(typeof document).toBe('undefined')
    const uploader = createDrivenUploader()

    const html = renderToString(
      <UploaderProvider uploader={uploader}>
        <ResumableUpload accept="image/*" />
      </UploaderProvider>,
    )

    expect(html).toContain('choose files')
    expect(html).toContain('accept="image/*"')
    expect(uploader.restores).toBe(0)
    expect(uploader.subscriptions).toBe(0)
  })

  it('speaks the language that the application names', () => {
    const html = renderToString(
      <UploaderProvider uploader={createDrivenUploader()}>
        <ResumableUpload locale={zhCN} />
      </UploaderProvider>,
    )
    expect(html).toContain('选择文件')
  })

  it('gives hooks an empty world', () => {
    function Counter() {
      const totals = useUploadTotals({ group: 'a' })
      const upload = useUpload('nobody')
      return `${totals.files} ${upload?.status ?? 'unknown'}`
    }
    const html = renderToString(
      <UploaderProvider uploader={createDrivenUploader()}>
        <Counter />
      </UploaderProvider>,
    )
    expect(html).toBe('0 unknown')
  })

  it('says what is missing where there is no provider', () => {
    expect(() => renderToString(<ResumableUpload />)).toThrow('UploaderProvider')
  })
})
