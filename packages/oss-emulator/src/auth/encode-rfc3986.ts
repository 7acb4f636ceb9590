/** Percent-encodes the UTF-8 bytes of everything but `A–Z a–z 0–9 - _ . ~`, with upper-case hex. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
