import { loopback } from './link-shape.ts'
import type { Workload } from './workload.ts'

const KB = 1000
const MB = 1000 * KB
const MiB = 1024 * 1024

const big = [{ name: 'big.bin', size: 256 * MB }]
const small = many(500, 100 * KB)
const tiny = many(2000, KB)
const paced = { kind: 'connections', delay: 40, rate: 16 * MB } as const

const inParts = ['Uppy 6', 'Uppy 5', 'tus', 'tus ×4', 'ali-oss', 'ali-oss 8 MiB ×4']
const whole = ['Uppy 6', 'Uppy 5', 'tus', 'ali-oss']

const slowOneDrivers = [
  'bare pool',
  'ours',
  'ours without hedging',
  'ours over equal connections',
  'Uppy 5',
]

/** Everything that is measured, each side by side in one run. */
export const workloads: readonly Workload[] = [
  {
    id: 'big',
    title: '256 MB, loopback',
    files: big,
    link: loopback,
    drivers: [
      'plain PUT',
      'bare pool',
      'ours',
      'ours by aliOssSigner',
      'ours by remoteSigner',
      'ours on the main thread',
      ...inParts,
    ],
    target: { driver: 'ours', base: 'plain PUT', ratio: 0.7 },
  },
  {
    id: 'big-40ms',
    title: '256 MB, 40 ms a request, 16 MB/s a connection',
    files: big,
    link: paced,
    drivers: ['plain PUT', 'bare pool', 'ours', 'ours by remoteSigner', ...inParts],
    target: { driver: 'ours', base: 'plain PUT', ratio: 0.19 },
  },
  {
    id: 'small',
    title: '500 × 100 KB, loopback',
    files: small,
    link: loopback,
    drivers: ['plain PUT', 'bare forms', 'ours', 'ours by remoteSigner', ...whole],
    target: { driver: 'ours', base: 'plain PUT', ratio: 0.8 },
  },
  {
    id: 'small-40ms',
    title: '500 × 100 KB, 40 ms a request',
    files: small,
    link: { kind: 'connections', delay: 40 },
    drivers: ['plain PUT', 'bare forms', 'ours', ...whole],
    target: { driver: 'ours', base: 'plain PUT', ratio: 0.54 },
  },
  {
    id: 'tiny',
    title: '2,000 × 1 KB, no list',
    files: tiny,
    link: loopback,
    drivers: ['plain PUT', 'bare forms', 'ours', ...whole],
  },
  {
    id: 'tiny-list',
    title: '2,000 × 1 KB, the list on screen',
    files: tiny,
    link: loopback,
    drivers: ['plain PUT', 'ours with list', 'Uppy Dashboard', 'Uppy FilesList', 'antd Upload'],
    fewer: { 'antd Upload': 50, 'Uppy FilesList': 500 },
    limit: 60_000,
    target: { driver: 'ours with list', base: 'plain PUT', ratio: 1 },
  },
  {
    id: 'adding',
    title: '10,000 files in memory added, nothing sent',
    files: many(10_000, 1),
    link: loopback,
    inMemory: true,
    addsOnly: true,
    drivers: [
      'ours adding',
      'our addAll alone',
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
    link: loopback,
    addsOnly: true,
    drivers: ['ours adding', 'Uppy Dashboard adding', 'Uppy FilesList adding'],
    fewer: { 'Uppy FilesList adding': 1000, 'Uppy Dashboard adding': 1000 },
  },
  {
    id: 'slow-tail',
    title: '256 MB, 40 ms, 16 MB/s a connection; one turns ten times slower near the end',
    files: big,
    link: { ...paced, slowOne: { afterBytes: 200 * MB, factor: 10 } },
    drivers: slowOneDrivers,
    otherLinks: { 'ours over equal connections': paced },
    target: { driver: 'ours', base: 'ours without hedging', ratio: 0.5 },
  },
  {
    id: 'slow-one',
    title: '256 MB, 40 ms, 16 MB/s a connection; one ten times slower from the start',
    files: big,
    link: { ...paced, slowOne: { afterBytes: 0, factor: 10 } },
    drivers: slowOneDrivers,
    otherLinks: { 'ours over equal connections': paced },
  },
  ...[20, 80, 200].map(roundTripOf),
  {
    id: 'limited',
    title: '300 MB, round trip 80 ms, 10 MB/s in all',
    files: [{ name: 'big.bin', size: 300 * MB }],
    link: { kind: 'link', roundTrip: 80, rate: 10 * MB },
    drivers: ['six streams', 'plain PUT', 'ours', 'Uppy 5'],
    target: { driver: 'ours', base: 'six streams', ratio: 1 / 0.95, allowance: 6 * 80 },
  },
  {
    id: 'changing',
    title: '128 MB, round trip 80 ms, the rate changing every four seconds',
    note: '10 MB/s, then 2, 5, 12 MB/s and so on in turn.',
    files: [{ name: 'big.bin', size: 128 * MB }],
    link: {
      kind: 'link',
      roundTrip: 80,
      rate: 10 * MB,
      changes: { every: 4000, rates: [2 * MB, 5 * MB, 12 * MB] },
    },
    drivers: ['plain PUT', 'six streams', 'ours', 'ours traced', 'Uppy 6', 'Uppy 5', 'tus'],
    atMost: 2,
  },
  {
    id: 'lossy',
    title: '24 MB, round trip 40 ms, 10 MB/s in all, 1 % of packets lost each way',
    note: 'Uppy sends files below 100 MiB in one request.',
    files: [{ name: 'big.bin', size: 24 * MB }],
    link: { kind: 'link', roundTrip: 40, rate: 10 * MB, loss: 1 },
    drivers: ['plain PUT', 'six streams', 'ours', 'Uppy 6', 'tus ×4'],
    limit: 180_000,
    atMost: 2,
  },
  {
    id: 'mixed',
    title: 'ten files of 10 KB to 100 MB, 40 ms, 16 MB/s a connection',
    files: [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 60_000, 100_000].map((size) => ({
      name: `mixed-${size}.bin`,
      size: size * KB,
    })),
    link: paced,
    drivers: ['plain PUT', 'ours', 'Uppy 6', 'Uppy 5', 'tus', 'ali-oss'],
  },
  {
    id: 'huge',
    title: '5 GiB, loopback',
    files: [{ name: 'huge.bin', size: 5 * 1024 * MiB }],
    link: loopback,
    drivers: ['plain PUT', 'bare pool', 'ours'],
    limit: 300_000,
    atMost: 1,
  },
  {
    id: 'killed',
    title: '256 MB, 40 ms, 16 MB/s a connection; the browser killed at 40 %',
    note: 'The wall time is that of the second visit, from the click to the end.',
    files: big,
    link: paced,
    drivers: ['ours coming back'],
    killAt: 0.4,
  },
  {
    id: 'killed-10000',
    title: '1.1 GB in 10,000 parts, loopback; the browser killed at 99 %',
    note: 'Parts of 110,000 bytes, so that there are as many as a storage takes.',
    files: [{ name: 'many-parts.bin', size: 10_000 * 110_000 }],
    link: loopback,
    drivers: ['ours coming back to 10000 parts'],
    killAt: 0.99,
    limit: 300_000,
    atMost: 3,
  },
]

function roundTripOf(roundTrip: number): Workload {
  return {
    id: `rtt-${roundTrip}`,
    title: `110 MB, round trip ${roundTrip} ms, 12.5 MB/s in all`,
    files: [{ name: 'big.bin', size: 110 * MB }],
    link: { kind: 'link', roundTrip, rate: 12.5 * MB },
    drivers: [
      'plain PUT',
      'six streams',
      'ours',
      'Uppy 6',
      'Uppy 5',
      'tus',
      'tus ×4',
      'ali-oss 8 MiB ×4',
    ],
  }
}

function many(count: number, size: number): Workload['files'] {
  return Array.from({ length: count }, (_, index) => ({ name: `file-${index}.bin`, size }))
}
