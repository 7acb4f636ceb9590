import type { FileAccess, FilePlace, KeptFile } from '../ports/file-access.ts'

/** The ways back to files, each removed together with the journal entry that it belongs to. */
export class FileKeeper {
  readonly #access: FileAccess | null
  /** Everything that was kept or found, with the last change to it. */
  readonly #kept = new Map<string, Promise<unknown>>()

  /** Without access every file has to be chosen again. */
  constructor(access: FileAccess | null) {
    this.#access = access
  }

  has(id: string): boolean {
    return this.#kept.has(id)
  }

  keepPlace(id: string, place: FilePlace): void {
    this.#change(id, (access) => access.keepPlace(id, place))
  }

  keepCopy(id: string, file: File | Blob): void {
    this.#change(id, (access) => access.keepCopy(id, file))
  }

  async find(ids: readonly string[]): Promise<ReadonlyMap<string, KeptFile>> {
    const found = (await this.#access?.find(ids)) ?? new Map<string, KeptFile>()
    for (const id of found.keys()) if (!this.has(id)) this.#kept.set(id, Promise.resolve())
    return found
  }

  forget(id: string): void {
    if (!this.has(id)) return
    this.#change(id, (access) => access.forget(id))
    this.#kept.delete(id)
  }

  forgetBefore(time: number): void {
    void this.#access?.forgetBefore(time)
  }

  async clear(): Promise<void> {
    await Promise.all(this.#kept.values())
    this.#kept.clear()
    await this.#access?.clear()
  }

  close(): void {
    this.#access?.close()
  }

  /** In order: a copy takes its time, and must not come after the end of its upload. */
  #change(id: string, change: (access: FileAccess) => Promise<unknown>): void {
    const access = this.#access
    if (!access) return
    const before = this.#kept.get(id) ?? Promise.resolve()
    this.#kept.set(
      id,
      before.then(() => change(access)),
    )
  }
}
