import type { ManagedUpload } from './managed-upload.ts'

/** Finds the uploads of one uploader by what identifies them. */
export class UploadIndex {
  readonly #byId = new Map<string, ManagedUpload>()
  readonly #byIdentity = new Map<string, ManagedUpload>()
  /** Only what has no name: ten thousand entries of a weak map are felt. */
  readonly #byBlob = new WeakMap<Blob, ManagedUpload>()
  /** The identity of an upload changes when the file of an offer is chosen; its place here does not. */
  readonly #identities = new Map<ManagedUpload, string>()

  add(upload: ManagedUpload, source: Blob | null): void {
    this.#byId.set(upload.id, upload)
    if (source && !('name' in source)) this.#byBlob.set(source, upload)
    this.#identities.set(upload, upload.entry.identity)
    // Restored entries of the same file stand behind the first, or behind what was added again.
    if (source || !this.#byIdentity.has(upload.entry.identity))
      this.#byIdentity.set(upload.entry.identity, upload)
  }

  remove(upload: ManagedUpload): void {
    this.#byId.delete(upload.id)
    const identity = this.#identities.get(upload)
    this.#identities.delete(upload)
    if (identity !== undefined && this.#byIdentity.get(identity) === upload)
      this.#byIdentity.delete(identity)
  }

  get(id: string): ManagedUpload | undefined {
    return this.#byId.get(id)
  }

  /** By `identityOf`; a nameless Blob, whose identity is `null`, equals only itself. */
  find(source: Blob, identity: string | null): ManagedUpload | undefined {
    return identity === null ? this.#byBlob.get(source) : this.#byIdentity.get(identity)
  }

  ofIdentity(identity: string): ManagedUpload | undefined {
    return this.#byIdentity.get(identity)
  }

  /** By the id of its journal entry, which other tabs know it by. */
  ofEntry(id: string): ManagedUpload | undefined {
    const namesake = this.#byId.get(id)
    if (namesake?.entry.id === id) return namesake
    return [...this.#byId.values()].find(({ entry }) => entry.id === id)
  }

  [Symbol.iterator](): IterableIterator<ManagedUpload> {
    return this.#byId.values()
  }
}
