import type { BeforeSigning, FindingTexts } from './doctor-texts.ts'

export const englishBeforeSigning: FindingTexts<BeforeSigning> = {
  'bucket-name': {
    what: '"{bucket}" is not a bucket name.',
    why: 'OSS takes 3 to 63 of a-z, 0-9 and "-", with a letter or digit at both ends.',
    fix: 'Set "bucket" to the name that the console shows, without endpoint or slash.',
  },
  'region-name': {
    what: '"{region}" is not a region.',
    why: 'The region is part of every signature, spelled as its id.',
    fix: 'Set "region" to the id that the console shows, for example "cn-hangzhou".',
  },
  'endpoint-form': {
    what: '"{endpoint}" is not an endpoint.',
    why: 'An endpoint is a host, with https:// or http:// in front if you like, and nothing behind it.',
    fix: 'Set "endpoint" to something like "{instead}".',
  },
  'endpoint-internal': {
    what: '{endpoint} is an internal endpoint.',
    why: 'It answers machines of Alibaba Cloud in the same region only; no browser reaches it.',
    fix: 'Set "endpoint" to "{instead}". Your servers may keep the internal one.',
  },
  'endpoint-region': {
    what: 'The endpoint {endpoint} is in {other}, and "region" says {region}.',
    why: 'A bucket lives in one region; every signature names it.',
    fix: 'Make both name the bucket\'s region, or leave out "endpoint".',
  },
  'endpoint-insecure': {
    what: 'This page is on https, and the endpoint {endpoint} is not.',
    why: 'Browsers block requests from https pages to http addresses (mixed content).',
    fix: 'Set "endpoint" to "{instead}".',
  },
  'endpoint-not-cname': {
    what: '"cname" is on, and {endpoint} is an endpoint of OSS.',
    why: 'With "cname" the host is a domain of your own, which already stands for the bucket.',
    fix: 'Remove "cname", or put your own domain into "endpoint".',
  },
  'page-insecure': {
    what: 'The page {page} is not secure.',
    why: 'Without https browsers give pages no WebCrypto, no file handles and no locks between tabs: the official SDK has to sign, and files have to be chosen again after a reload.',
    fix: 'Serve the page over https. On your own machine, use localhost.',
  },
  'page-without-origin': {
    what: 'The page has no origin.',
    why: 'It is a file, or a sandboxed frame. Its requests say "Origin: null", which only a CORS rule for "*" allows.',
    fix: 'Serve the page from a server, or add "allow-same-origin" to the sandbox of the frame.',
  },
  'csp-connect': {
    what: 'The content security policy of the page forbids requests to {endpoint}.',
    why: 'Its {directive} does not name this host.',
    fix: 'Add {endpoint} to "connect-src" of the page\'s Content-Security-Policy.',
  },
  'csp-worker': {
    what: 'The content security policy of the page forbids workers.',
    why: 'Its {directive} does not allow scripts of this origin. Uploads read and send on the main thread instead, and slow down in hidden tabs.',
    fix: "Add \"worker-src 'self'\" to the page's Content-Security-Policy.",
  },
  'csp-wasm': {
    what: 'The content security policy of the page forbids WebAssembly.',
    why: 'Checksums are then computed in JavaScript, at a third of the speed.',
    fix: 'Add "\'wasm-unsafe-eval\'" to "script-src" of the page\'s Content-Security-Policy.',
  },
  'worker-unavailable': {
    what: 'The background worker does not start.',
    why: 'Its script could not be loaded: most often the bundler left it behind. Uploads read and send on the main thread instead.',
    fix: 'Have the bundler emit "transfer.worker.js" of the core package, or give it yourself: "createWorkerNetwork({ createWorker })".',
  },
  offline: {
    what: 'This device is offline.',
    why: 'The browser says that there is no network.',
    fix: 'Connect to a network. Uploads go on by themselves then.',
  },
  unreachable: {
    what: '{host} cannot be reached from this network.',
    why: 'Its name is not known, the connection is refused, or its certificate is not trusted. If the name is spelled right, a firewall, a proxy or a DNS filter stands in between.',
    fix: 'Open {endpoint} in another tab and on another network. Ask whoever runs this network to allow the host.',
  },
  silent: {
    what: '{host} did not answer in time.',
    why: 'The request left and nothing came back: a firewall drops packets, or the link is all but dead.',
    fix: 'Try another network. Ask whoever runs this one to allow {host}.',
  },
  'foreign-answer': {
    what: 'Somebody else answered for {host}, with HTTP {status}.',
    why: 'The answer carries no request id of OSS: it comes from a proxy, a filter, or the sign-in page of this network.',
    fix: 'Open {endpoint} in a new tab to see who answers. Sign in to the network, or have the proxy let the host pass.',
  },
  'server-busy': {
    what: '{host} answers HTTP {status}.',
    why: 'OSS is overloaded, or limits this account.',
    fix: 'Uploads repeat such requests by themselves. If it stays so, look at the limits of the bucket in the console.',
  },
  slow: {
    what: '{host} took {seconds} s for a small answer.',
    why: 'The way there is long or crowded.',
    fix: 'Choose a bucket nearer to your users, or turn on transfer acceleration and use its endpoint.',
  },
  'cors-origin': {
    what: '{endpoint} answers, but this page may read none of its answers.',
    why: 'No CORS rule of the bucket allows {origin}. A bucket that does not exist or is in another region answers like this too.',
    fix: 'Check bucket and region, then add the rule in "details" to the bucket: Data Security, Cross-Origin Resource Sharing.',
  },
  'cors-method': {
    what: 'No CORS rule allows {method} for {origin}.',
    why: 'Uploads use PUT, POST, GET, HEAD and DELETE.',
    fix: 'Allow {method} in the CORS rule of the bucket; the whole rule is in "details".',
  },
  'cors-header': {
    what: 'No CORS rule allows the request header {header} for {origin}.',
    why: 'Objects get their type, metadata and other properties by headers.',
    fix: 'Allow {header} in the CORS rule of the bucket; the whole rule is in "details".',
  },
  'clock-wrong': {
    what: 'The clock of this device is off by {direction}{minutes} minutes.',
    why: 'OSS forgives 15. Uploads learn the right time from the first refusal and go on, but other signatures fail.',
    fix: 'Turn on automatic time in the settings of the device.',
  },
}
