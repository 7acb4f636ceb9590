import type { MemoryObject } from '../memory-bucket.ts'
import type { MemoryStorage } from '../memory-storage.ts'

/** Every object that was ever stored, also those that were replaced since. */
export class ObjectHistory {
  readonly #storages: readonly MemoryStorage[]
  readonly #onStored: (storage: MemoryStorage, object: MemoryObject) => void
  readonly #versions = new Map<MemoryStorage, Map<string, MemoryObject[]>>()

  constructor(
    storages: readonly MemoryStorage[],
    onStored: (storage: MemoryStorage, object: MemoryObject) => void,
  ) {
    this.#storages = storages
    this.#onStored = onStored
    for (const storage of storages) this.#versions.set(storage, new Map())
  }

  versions(storage: MemoryStorage, key: string): readonly MemoryObject[] {
    return this.#versions.get(storage)?.get(key) ?? []
  }

  /** To be called after every event: two objects are never stored in one. */
  look(): void {
    for (const storage of this.#storages)
      for (const [key, object] of storage.objects) {
        const versions = this.#versions.get(storage)?.get(key)
        if (versions?.at(-1) === object) continue
        if (versions) versions.push(object)
        else this.#versions.get(storage)?.set(key, [object])
        this.#onStored(storage, object)
      }
  }
}
