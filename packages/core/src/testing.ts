export { CallLog, type LoggedCall } from './testing/call-log.ts'
export { createFakeEnvironment, type FakeEnvironment } from './testing/fake-environment.ts'
export type {
  Fault,
  FaultEffect,
  FaultPlan,
  FaultTarget,
  Gate,
  Moment,
} from './testing/fault-plan.ts'
export type { MemoryObject, MemoryPart, MemoryUpload } from './testing/memory-bucket.ts'
export { createMemoryChecksum, type MemoryChecksum } from './testing/memory-checksum.ts'
export { createMemoryFileAccess, type MemoryFileAccess } from './testing/memory-file-access.ts'
export { createMemoryNetwork, noTransport, type MemoryNetwork } from './testing/memory-network.ts'
export {
  createMemoryStorage,
  type HiddenFacts,
  type MemoryStorage,
  type MemoryStorageOptions,
} from './testing/memory-storage.ts'
export { createMemoryTabs, type MemoryTab, type MemoryTabs } from './testing/memory-tabs.ts'
export { createTestFile, testBytes, type TestFileOptions } from './testing/test-files.ts'
export { duringRealWork, VirtualClock } from './testing/virtual-clock.ts'
export { createVirtualTime, type VirtualTime } from './testing/virtual-time.ts'
