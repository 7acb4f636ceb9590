/** Names in URLs, forms and canonical requests whose values let somebody act. */
const secretNames = 'x-oss-security-token|security-token|x-oss-signature|Signature|signature'

/**
 * Makes a text fit to be shown: known secrets, whatever follows the name of one, and passwords in
 * URLs become `…`.
 */
export function redact(text: string, secrets: Iterable<string>): string {
  let shown = text
  for (const secret of secrets) {
    if (secret.length < 8) continue
    shown = shown.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…')
  }
  return shown
    .replace(new RegExp(`\\b(${secretNames})([=:])[^&\\s"'<>]+`, 'g'), '$1$2…')
    .replace(/\/\/[^/@\s]+@/g, '//…@')
}
