/** Everything but `A–Z a–z 0–9 - _ . ~` becomes upper-case `%XX` of its UTF-8 bytes. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** An object key inside a URL: slashes stay. */
export function encodePath(key: string): string {
  return encodeRfc3986(key).replaceAll('%2F', '/')
}
