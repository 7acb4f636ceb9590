/** What is needed of a service worker's own scope, which the DOM's types leave out. */
interface FetchEvent extends ExtendableEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Scope {
  skipWaiting(): Promise<void>
}

// The file runs as a service worker, and nowhere else.
const scope = globalThis as unknown as Scope

addEventListener('install', (event) => (event as ExtendableEvent).waitUntil(scope.skipWaiting()))

// As many do: pages come from here, and everything else is passed on.
addEventListener('fetch', (event) => {
  const asked = event as FetchEvent
  const { request } = asked
  asked.respondWith(request.mode === 'navigate' ? page(request) : fetch(request))
})

async function page({ url }: Request): Promise<Response> {
  const script = new URL('./frame-visit.ts', url)
  const html = `<!doctype html><script type="module" src="${script.href}"></script>`
  return new Response(html, { headers: { 'Content-Type': 'text/html' } })
}
