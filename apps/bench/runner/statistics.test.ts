import { describe, expect, it } from 'vitest'
import { rotate, spreadOf } from './statistics.ts'

describe('spreadOf', () => {
  it('gives the middle of an odd number of values, and the ends', () => {
    expect(spreadOf([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 })
  })

  it('gives the mean of the two in the middle of an even number', () => {
    expect(spreadOf([4, 1, 2, 9])).toEqual({ median: 3, min: 1, max: 9 })
  })
})

describe('rotate', () => {
  it('lets everybody be the first once', () => {
    expect([0, 1, 2, 3].map((by) => rotate(['a', 'b', 'c'], by)[0])).toEqual(['a', 'b', 'c', 'a'])
  })
})
