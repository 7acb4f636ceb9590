import type { TabCommand, TabMessage } from '../ports/tabs.ts'
import type { PresenceMessage } from './message-presence.ts'
import { parseStoredObject } from './parse-stored-object.ts'
import { parsePartStates, parseUploadSnapshot } from './parse-upload-snapshot.ts'
import { isFields, isOneOf, isText, type Fields } from './untrusted.ts'

/** `undefined` for news that no tab of this version sends. Never throws. */
export function parseTabMessage(data: unknown): TabMessage | PresenceMessage | undefined {
  if (!isFields(data)) return undefined
  const { type, id, from, ask, isTaken } = data
  if (type === 'hello' || type === 'signedIn') return { type }
  if (type === 'shown') return isText(from) ? parseShown(data['uploads'], from) : undefined
  if (type === 'heard') return isText(ask) ? { type, ask, isTaken: isTaken === true } : undefined
  return isText(id) ? parseAbout(id, data) : undefined
}

/** News of one upload or one tab. */
function parseAbout(id: string, data: Fields): TabMessage | PresenceMessage | undefined {
  const { type, what, file } = data
  switch (type) {
    case 'areYouThere':
    case 'here':
    case 'gone':
    case 'replaced':
      return { type, id }
    case 'settled': {
      const object = data['object'] === null ? null : parseStoredObject(data['object'])
      return object === undefined ? undefined : { type, id, object }
    }
    case 'wanted':
      return isOneOf(wanted, what) ? { type, id, what } : undefined
    case 'file':
      return file instanceof Blob ? { type, id, file } : undefined
    case 'parts': {
      const parts = parsePartStates(data['parts'])
      return parts && { type, id, parts }
    }
    case 'command':
      return parseCommand(id, data)
    default:
      return undefined
  }
}

function parseShown(uploads: unknown, from: string): TabMessage | undefined {
  if (!Array.isArray(uploads)) return undefined
  return {
    type: 'shown',
    from,
    uploads: uploads.flatMap((upload) => parseUploadSnapshot(upload) ?? []),
  }
}

function parseCommand(id: string, { to, ask, command, file }: Fields): TabMessage | undefined {
  if (!isText(to) || !isText(ask) || !isOneOf(commands, command)) return undefined
  if (file !== null && !(file instanceof Blob)) return undefined
  return { type: 'command', to, id, ask, command, file }
}

const wanted = ['snapshot', 'file', 'parts'] as const
const commands: readonly TabCommand[] = ['pause', 'resume', 'cancel']
