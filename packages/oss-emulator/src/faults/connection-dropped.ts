/** The connection was cut on purpose: there is nobody to answer. */
export class ConnectionDropped extends Error {
  override readonly name = 'ConnectionDropped'
}
