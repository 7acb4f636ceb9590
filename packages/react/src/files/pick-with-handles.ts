import type { PickedFile } from './picked-file.ts'

export interface PickerWishes {
  readonly multiple: boolean
  /** MIME types with their extensions. */
  readonly groups: Readonly<Record<string, readonly string[]>> | null
}

/** Not in TypeScript's DOM: Chromium alone has it. */
type ShowOpenFilePicker = (options: {
  readonly multiple: boolean
  readonly types?: readonly { readonly accept: NonNullable<PickerWishes['groups']> }[]
}) => Promise<readonly FileSystemFileHandle[]>

/** Whether the browser has a picker whose files can be opened again at a later visit. */
export function canPickWithHandles(): boolean {
  return picker() !== undefined
}

/**
 * Empty when the person closes the picker; `null` where the browser does not open it here, as in
 * frames of other sites, and a plain input has to do. Call it inside a click.
 */
export async function pickWithHandles({
  multiple,
  groups,
}: PickerWishes): Promise<readonly PickedFile[] | null> {
  try {
    const wishes = { multiple, ...(groups && { types: [{ accept: groups }] }) }
    const handles = (await picker()?.(wishes)) ?? []
    return await Promise.all(
      handles.map(async (handle) => ({ file: await handle.getFile(), relativePath: '', handle })),
    )
  } catch (thrown) {
    const isClosed = thrown instanceof DOMException && thrown.name === 'AbortError'
    return isClosed ? [] : null
  }
}

function picker(): ShowOpenFilePicker | undefined {
  const { showOpenFilePicker } = globalThis as { showOpenFilePicker?: ShowOpenFilePicker }
  return showOpenFilePicker
}
