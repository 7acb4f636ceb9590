import type { TabMessage } from '../ports/tabs.ts'
import type { PresenceMessage } from './message-presence.ts'
import { parseStoredObject } from './parse-stored-object.ts'
import { isFields, isText } from './untrusted.ts'

/** `undefined` for news that no tab of this version sends. Never throws. */
export function parseTabMessage(data: unknown): TabMessage | PresenceMessage | undefined {
  if (!isFields(data)) return undefined
  const { type, id } = data
  if (!isText(id)) return undefined
  switch (type) {
    case 'areYouThere':
    case 'here':
    case 'gone':
    case 'cancel':
      return { type, id }
    case 'settled': {
      const object = data['object'] === null ? null : parseStoredObject(data['object'])
      return object === undefined ? undefined : { type, id, object }
    }
    default:
      return undefined
  }
}
