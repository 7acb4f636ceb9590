import {
  persistQueryClientSave,
  type PersistQueryClientOptions,
} from '@tanstack/query-persist-client-core'
import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import type { Observable, Uploader } from '@resumable-upload/core'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { storedObject } from '../testing/samples.ts'
import type { CredentialsStatus } from './credentials-query.ts'
import { objectsQuery } from './objects-query.ts'
import { uploadMutation } from './upload-mutation.ts'
import { useCredentialsStatus } from './use-credentials-status.ts'

describe('useCredentialsStatus', () => {
  it('shows each renewal as it happens', async () => {
    const broker = createBroker()
    const { screen } = await setUp(broker)
    await expect.element(screen.getByText('none, 0 renewals')).toBeVisible()

    await broker.renew()
    await expect.element(screen.getByText('ready, 1 renewals')).toBeVisible()

    await broker.renew()
    await expect.element(screen.getByText('ready, 2 renewals')).toBeVisible()
  })

  it('stops listening when the page goes', async () => {
    const broker = createBroker()
    const { screen } = await setUp(broker)
    expect(broker.listeners.size).toBe(1)
    await screen.unmount()
    expect(broker.listeners.size).toBe(0)
  })
})

describe('a persisted query client', () => {
  it('holds when the token ends, and nothing of the token', async () => {
    const broker = createBroker()
    const { screen, queryClient, uploader } = await setUp(broker)
    await broker.renew()
    await screen.getByRole('button', { name: 'Upload' }).click()
    uploader.find('report.zip').report({ status: 'done', object: storedObject })
    await expect.element(screen.getByText('success')).toBeVisible()

    const saved = await persist(queryClient)

    expect(saved).toContain(String(broker.getSnapshot().expiresAt))
    expect(saved).toContain('uploads/report.zip')
    for (const secret of Object.values(secrets)) expect(saved).not.toContain(secret)
  })
})

const secrets = {
  accessKeyId: 'STS.NUgYrLnoC37mZZCNnAbez',
  accessKeySecret: 'CVwjCkNzTMupZ8NbTCxCBRq3K16jtcWFTJAyBEv2',
  securityToken: 'CAISuwJ1q6Ft5B2yfSjIr5bFEtnLv',
}

/** A careless one: what it tells carries the credentials along. */
interface Broker extends Observable<CredentialsStatus> {
  readonly listeners: ReadonlySet<() => void>
  renew(): Promise<void>
}

function createBroker(): Broker {
  const listeners = new Set<() => void>()
  let status: CredentialsStatus = { state: 'none', expiresAt: null, renewedAt: null, renewals: 0 }
  const getCredentials = async () => ({ ...secrets, expiration: '2030-01-01T00:00:00Z' })
  return {
    listeners,
    getSnapshot: () => status,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async renew() {
      const credentials = await getCredentials()
      const told = {
        ...credentials,
        state: 'ready',
        expiresAt: Date.parse(credentials.expiration),
        renewedAt: Date.parse('2029-12-31T23:59:40Z'),
        renewals: status.renewals + 1,
      }
      status = told
      for (const listener of listeners) listener()
    },
  }
}

function Dashboard({ broker, uploader }: { readonly broker: Broker; readonly uploader: Uploader }) {
  const token = useCredentialsStatus(broker)
  const objects = useQuery(objectsQuery({ list: async () => ['uploads/report.zip'] }))
  const { mutate, status } = useMutation(uploadMutation(uploader))
  return (
    <>
      <p>{`${token?.state}, ${token?.renewals} renewals`}</p>
      <p>{objects.data?.join()}</p>
      <p>{status}</p>
      <button type="button" onClick={() => mutate({ file: new File(['a'], 'report.zip') })}>
        Upload
      </button>
    </>
  )
}

async function setUp(broker: Broker) {
  const queryClient = new QueryClient()
  const uploader = createDrivenUploader()
  const screen = await render(
    <QueryClientProvider client={queryClient}>
      <Dashboard broker={broker} uploader={uploader} />
    </QueryClientProvider>,
  )
  return { queryClient, uploader, screen }
}

/** Everything that a persister would write, failed and pending mutations included. */
async function persist(queryClient: QueryClient): Promise<string> {
  let saved = ''
  await persistQueryClientSave({
    // The persister's own release of the query core declares the same class once more.
    queryClient: queryClient as unknown as PersistQueryClientOptions['queryClient'],
    persister: {
      persistClient: (client) => void (saved = JSON.stringify(client)),
      restoreClient: () => undefined,
      removeClient: () => {},
    },
    dehydrateOptions: { shouldDehydrateQuery: () => true, shouldDehydrateMutation: () => true },
  })
  return saved
}
