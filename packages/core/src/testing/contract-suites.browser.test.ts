// The fakes serve browser tests too, so they prove their contracts there as well.
import './contract-suites.test.ts'
import './memory-storage.test.ts'
import './virtual-time.test.ts'
