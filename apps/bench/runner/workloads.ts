import type { Shaping } from './shape-connections.ts'

export interface Workload {
  readonly id: string
  readonly title: string
  readonly files: readonly { readonly name: string; readonly size: number }[]
  readonly link: Shaping
  readonly drivers: readonly string[]
  /** The files lie in memory, not on disk: asking a file on disk for its size asks the disk. */
  readonly inMemory?: boolean
  /** Nothing is sent: it is about the list alone. */
  readonly addsOnly?: boolean
  /** How many of the files a driver is given that would not end with all of them. */
  readonly fewer?: Readonly<Record<string, number>>
  /** The wall time of `ours` over that of `base` that we promise to stay below. */
  readonly target?: { readonly driver: string; readonly base: string; readonly ratio: number }
}

const KB = 1000
const MB = 1000 * KB
const MiB = 1024 * 1024

const big = [{ name: 'big.bin', size: 256 * MB }]
const small = many(500, 100 * KB)
const shaped = { roundTrip: 40, perConnection: 16 * MB }

const inParts = ['Uppy 6', 'Uppy 5', 'tus', 'ali-oss', 'ali-oss 8 MiB ×4']
const whole = ['Uppy 6', 'Uppy 5', 'tus', 'ali-oss']

/** Everything that is measured, each side by side in one run. */
export const workloads: readonly Workload[] = [
  {
    id: 'big',
    title: '256 MB, loopback',
    files: big,
    link: {},
    drivers: ['plain PUT', 'bare pool', 'ours', 'ours by aliOssSigner', ...inParts],
    target: { driver: 'ours', base: 'plain PUT', ratio: 0.7 },
  },
  {
    id: 'big-40ms',
    title: '256 MB, 40 ms a request, 16 MB/s a connection',
    files: big,
    link: shaped,
    drivers: ['plain PUT', 'bare pool', 'ours', ...inParts],
    target: { driver: 'ours', base: 'plain PUT', ratio: 0.19 },
  },
  {
    id: 'small',
    title: '500 × 100 KB, loopback',
    files: small,
    link: {},
    drivers: ['plain PUT', 'bare forms', 'ours', ...whole],
    target: { driver: 'ours', base: 'plain PUT', ratio: 0.8 },
  },
  {
    id: 'small-40ms',
    title: '500 × 100 KB, 40 ms a request',
    files: small,
    link: { roundTrip: 40 },
    drivers: ['plain PUT', 'bare forms', 'ours', ...whole],
    target: { driver: 'ours', base: 'plain PUT', ratio: 0.54 },
  },
  {
    id: 'tiny',
    title: '2,000 × 1 KB',
    files: many(2000, KB),
    link: {},
    drivers: [
      'plain PUT',
      'bare forms',
      'ours',
      ...whole,
      'ours with list',
      'Uppy Dashboard',
      'Uppy FilesList',
      'antd Upload',
    ],
    fewer: { 'antd Upload': 100, 'Uppy FilesList': 500 },
    target: { driver: 'ours with list', base: 'plain PUT', ratio: 1 },
  },
  {
    id: 'adding',
    title: '10,000 files in memory added, nothing sent',
    files: many(10_000, 1),
    link: {},
    inMemory: true,
    addsOnly: true,
    drivers: [
      'our addAll alone',
      'ours adding',
      'Uppy Dashboard adding',
      'Uppy FilesList adding',
      'antd Upload adding',
    ],
    fewer: {
      'antd Upload adding': 200,
      'Uppy FilesList adding': 1000,
      'Uppy Dashboard adding': 1000,
    },
  },
  {
    id: 'adding-from-disk',
    title: '10,000 files on disk added, nothing sent',
    files: many(10_000, 1),
    link: {},
    addsOnly: true,
    drivers: ['ours adding', 'Uppy Dashboard adding', 'Uppy FilesList adding'],
    fewer: { 'Uppy FilesList adding': 1000, 'Uppy Dashboard adding': 1000 },
  },
  {
    id: 'slow-tail',
    title: '256 MB, 40 ms, 16 MB/s a connection; one turns ten times slower near the end',
    files: big,
    link: { ...shaped, slowOne: { afterBytes: 200 * MB, factor: 10 } },
    drivers: ['bare pool', 'ours'],
    target: { driver: 'ours', base: 'bare pool', ratio: 0.5 },
  },
  {
    id: 'limited',
    title: '300 MB, 80 ms, 10 MB/s in all',
    files: [{ name: 'big.bin', size: 300 * MB }],
    link: { roundTrip: 80, inAll: 10 * MB },
    drivers: ['six streams', 'plain PUT', 'ours', 'Uppy 6', 'tus'],
    target: { driver: 'ours', base: 'six streams', ratio: 1 / 0.95 },
  },
  {
    id: 'mixed',
    title: 'ten files of 10 KB to 100 MB, 40 ms, 16 MB/s a connection',
    files: [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 60_000, 100_000].map((size) => ({
      name: `mixed-${size}.bin`,
      size: size * KB,
    })),
    link: shaped,
    drivers: ['plain PUT', 'ours', 'Uppy 6', 'Uppy 5', 'tus', 'ali-oss'],
  },
  {
    id: 'huge',
    title: '5 GiB, loopback',
    files: [{ name: 'huge.bin', size: 5 * 1024 * MiB }],
    link: {},
    drivers: ['plain PUT', 'ours'],
  },
]

function many(count: number, size: number): Workload['files'] {
  return Array.from({ length: count }, (_, index) => ({ name: `file-${index}.bin`, size }))
}
