import { createCallbackKey } from './callback/callback-key.ts'
import { createNonces } from './auth/nonces.ts'
import { createTokens, parseTokens } from './auth/tokens.ts'
import type { Account, Role } from './auth-context.ts'
import type { CorsConfiguration } from './cors/cors-configuration.ts'
import {
  type EmulatorSettings,
  initialCorsRules,
  type OssEmulatorOptions,
  settleOptions,
} from './emulator-options.ts'
import { createFaultBox, type Faults } from './faults/fault-box.ts'
import { createFaultyBodies } from './faults/faulty-body.ts'
import { createRequestLog, type RequestLog } from './http/request-log.ts'
import type { ServerContext } from './http/server-context.ts'
import { callbackKeyPath } from './http/control.ts'
import { startServer } from './http/start-server.ts'
import { type BucketStore, openBucketStore } from './store/bucket-store.ts'
import { createTokenControl, type TokenControl } from './token-control.ts'

/** A running OSS on this machine. */
export interface OssEmulator {
  /** `http://localhost:PORT`: the endpoint for clients that address buckets by path. */
  readonly url: string
  readonly port: number
  readonly region: string
  readonly buckets: readonly string[]
  readonly accounts: readonly Account[]
  readonly roles: readonly Role[]
  readonly faults: Faults
  /** What was asked of it lately. */
  readonly requests: RequestLog
  readonly tokens: TokenControl
  /** Ends all connections, and removes everything unless there is a `dataDir`. */
  close(): Promise<void>
}

const rememberedRequests = 20_000

/** Starts an OSS with STS on a loopback address. Throws `OptionError` for options that cannot be. */
export async function createOssEmulator(options: OssEmulatorOptions = {}): Promise<OssEmulator> {
  const settings = settleOptions(options)
  const store = await openBucketStore(settings.dataDir)
  try {
    return await start(settings, store)
  } catch (error) {
    await store.close()
    throw error
  }
}

async function start(settings: EmulatorSettings, store: BucketStore): Promise<OssEmulator> {
  const { region, accounts, roles } = settings
  const initialCors: CorsConfiguration = { rules: initialCorsRules(settings), responseVary: true }
  await prepareBuckets(store, settings, initialCors)
  const savedTokens = await store.readTokens()
  const tokens = createTokens(savedTokens === null ? [] : parseTokens(savedTokens))

  const requests = createRequestLog(rememberedRequests)
  const faults = createFaultBox({ random: Math.random, onCut: () => server.dropConnections() })
  const callbackKey = createCallbackKey()
  const context: ServerContext = {
    store,
    initialCors,
    auth: {
      region,
      accounts,
      roles,
      tokens,
      now: Date.now,
      nonces: createNonces(),
      minimumTokenSeconds: settings.minimumTokenSeconds,
    },
    faults,
    bodies: createFaultyBodies(() => performance.now()),
    requests,
    callbacks: () => ({
      key: callbackKey,
      keyUrl: `http://localhost:${server.port}${callbackKeyPath}`,
      timeoutMs: settings.callbackTimeoutMs,
    }),
    saveTokens: () => store.saveTokens(JSON.stringify(tokens)),
    onInternalError: settings.onInternalError,
  }
  const tokenControl = createTokenControl(context)
  const server = await startServer({ context, tokens: tokenControl, ...settings })
  for (const fault of settings.faults) faults.add(fault)

  return {
    url: `http://localhost:${server.port}`,
    port: server.port,
    region,
    buckets: settings.buckets,
    accounts,
    roles,
    faults,
    requests,
    tokens: tokenControl,
    async close() {
      faults.clear()
      await server.close()
      await store.close()
    },
  }
}

async function prepareBuckets(
  store: BucketStore,
  { buckets, corsRules }: EmulatorSettings,
  cors: CorsConfiguration,
): Promise<void> {
  for (const name of buckets) {
    const bucket = await store.ensure(name, Date.now(), cors)
    if (corsRules !== null) await bucket.setCors(cors)
  }
}
