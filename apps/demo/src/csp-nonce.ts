/** What the page's policy asks of styles that a library writes at run time, as antd does. */
export const cspNonce: string =
  document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
