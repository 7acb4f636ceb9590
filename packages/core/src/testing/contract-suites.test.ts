import { describeChecksum } from './describe-checksum.ts'
import { describeObjectStorage } from './describe-object-storage.ts'
import { describeTabs } from './describe-tabs.ts'
import { describeFileAccess } from './describe-file-access.ts'
import { createMemoryChecksum } from './memory-checksum.ts'
import { createFakeHandle, createMemoryFileAccess } from './memory-file-access.ts'
import { createMemoryNetwork } from './memory-network.ts'
import { createMemoryStorage } from './memory-storage.ts'
import { createMemoryTabs } from './memory-tabs.ts'
import { createVirtualTime } from './virtual-time.ts'

describeObjectStorage('createMemoryStorage', () => ({
  storage: createMemoryStorage({ pageSize: 10, limits: { minPartSize: 102_400 } }),
  network: createMemoryNetwork(createVirtualTime().clock),
  partsOnPage: 10,
}))

describeTabs('createMemoryTabs', () => {
  const [here, elsewhere] = [createMemoryTabs(), createMemoryTabs()]
  return { open: () => here.open(), openElsewhere: () => elsewhere.open() }
})

describeChecksum('createMemoryChecksum', () => createMemoryChecksum(createVirtualTime().clock))

describeFileAccess('createMemoryFileAccess', () => {
  const { clock, setWallClock } = createVirtualTime()
  let offset = 0
  const access = createMemoryFileAccess({ clock })
  return {
    open: () => access,
    async createHandle(file) {
      const handle = createFakeHandle(file)
      return { handle, remove: async () => void (handle.file = null) }
    },
    clock: {
      now: () => clock.now(),
      pass: (milliseconds) => setWallClock((offset += milliseconds)),
    },
  }
})
