import 'fake-indexeddb/auto'
import { describeUploadJournal } from '../testing/describe-upload-journal.ts'
import { createIndexedDbJournal } from './indexed-db-journal.ts'

let scopes = 0

// The rules in Node, for speed. The real IndexedDB is in the browser test beside this one.
describeUploadJournal('createIndexedDbJournal', () => createIndexedDbJournal(`scope ${++scopes}`))
