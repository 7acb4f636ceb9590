import { discardUpload } from './discard-upload.ts'
import type { Neighbourhood } from './neighbourhood.ts'
import { seizeOwnership } from './ownership.ts'
import type { Shared } from './shared.ts'
import type { UploadMemory } from './upload-memory.ts'

/**
 * Removes a canceled upload, whoever drives it: another tab that lives is asked to. One that does
 * not answer is waited for, because it is gone sooner or later. Never rejects.
 */
export async function discardAnywhere(
  { shared, others }: { readonly shared: Shared; readonly others: Neighbourhood },
  memory: UploadMemory,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const ownership = await seizeOwnership(shared, memory, signal)
    if (ownership === 'ours') return discardUpload(shared, memory, signal)
    const { id, owner } = memory.entry
    if (ownership !== 'elsewhere' || owner === null) return
    const question = { to: owner, id, command: 'cancel', file: null } as const
    if ((await others.talk.ask(question)) !== 'silence') return
    await others.owners.untilGone(owner, signal).catch(() => {})
  }
}
