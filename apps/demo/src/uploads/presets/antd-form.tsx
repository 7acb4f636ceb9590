import { ResumableUpload, type UploadItem } from '@resumable-upload/react'
import { Button, ConfigProvider, Form, Input, theme } from 'antd'
import { useState, type JSX } from 'react'
import { cspNonce } from '../../csp-nonce.ts'
import { useIsDark } from '../../preferences.tsx'
import { useWording } from '../../wording.tsx'

interface Ticket {
  readonly subject: string
  readonly files: readonly UploadItem[]
}

/** A form that waits for its files, and sends what is left to send: their keys. */
export function AntdForm(): JSX.Element {
  const { say } = useWording()
  const [sent, setSent] = useState<string | null>(null)

  function send({ subject, files }: Ticket): void {
    const keys = files.map(({ response }) => response?.key)
    setSent(JSON.stringify({ subject, files: keys }, null, 2))
  }

  async function areStored(_rule: object, files: readonly UploadItem[] = []): Promise<void> {
    if (files.some(({ status }) => status !== 'done')) throw new Error(say('formFilesRunning'))
  }

  const isDark = useIsDark()
  const algorithm = isDark ? theme.darkAlgorithm : theme.defaultAlgorithm
  // antd's own blue and red are too pale for small text.
  const token = isDark ? {} : { colorPrimary: '#1d62d8', colorError: '#b3261e' }
  return (
    <ConfigProvider csp={{ nonce: cspNonce }} theme={{ algorithm, token }}>
      <Form<Ticket> layout="vertical" requiredMark={false} onFinish={send}>
        <Form.Item
          name="subject"
          label={say('formTitle')}
          rules={[{ required: true, message: say('formTitleMissing') }]}
        >
          <Input />
        </Form.Item>
        <Form.Item
          name="files"
          label={say('formFiles')}
          validateTrigger="onSubmit"
          rules={[{ required: true, message: say('formFilesMissing') }, { validator: areStored }]}
        >
          <ResumableUpload group="ticket" />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {say('formSend')}
        </Button>
      </Form>
      {sent !== null && (
        <output>
          {say('formSent')}
          <pre>{sent}</pre>
        </output>
      )}
    </ConfigProvider>
  )
}
