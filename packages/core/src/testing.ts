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
export {
  createFakeHandle,
  createMemoryFileAccess,
  type FakeHandle,
  type MemoryFileAccess,
  type MemoryFileAccessOptions,
} from './testing/memory-file-access.ts'
export { createMemoryNeighbours, type MemoryNeighbours } from './testing/memory-neighbours.ts'
export { createMemoryNetwork, noTransport, type MemoryNetwork } from './testing/memory-network.ts'
export {
  createMemoryLink,
  type Connection,
  type ConnectionSpeed,
  type MemoryLink,
} from './testing/memory-link.ts'
export {
  createMemoryStorage,
  type HiddenFacts,
  type MemoryStorage,
  type MemoryStorageOptions,
} from './testing/memory-storage.ts'
export { createMemoryTabs, type MemoryTab, type MemoryTabs } from './testing/memory-tabs.ts'
export { simulate, type SimulationReport } from './testing/simulate.ts'
export type { Script, Step } from './testing/simulation/script.ts'
export { BrokenPromise } from './testing/simulation/verdict.ts'
export { createTestFile, testBytes, type TestFileOptions } from './testing/test-files.ts'
export { duringRealWork, VirtualClock } from './testing/virtual-clock.ts'
export { createVirtualTime, type VirtualTime } from './testing/virtual-time.ts'
export { describeChecksum } from './testing/describe-checksum.ts'
export { describeFileAccess, type FileAccessSetUp } from './testing/describe-file-access.ts'
export { describeObjectStorage } from './testing/describe-object-storage.ts'
export { describeTabs, type TabsSetUp } from './testing/describe-tabs.ts'
export {
  describeTransport,
  type PlannedAnswer,
  type SeenRequest,
  type TransportSetUp,
} from './testing/describe-transport.ts'
export { describeUploadJournal } from './testing/describe-upload-journal.ts'
export type { ObjectStorageSetUp } from './testing/storage-bench.ts'
export { createWorld, type Visit, type World, type WorldOptions } from './testing/create-world.ts'
