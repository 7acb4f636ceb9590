import { describeChecksum } from '../testing/describe-checksum.ts'
import { mainThreadChecksum } from './main-thread-checksum.ts'

describeChecksum('mainThreadChecksum', () => mainThreadChecksum)
