/** Whether the whole text fits a pattern in which `*` is any characters (also none) and `?` is one character. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const wanted = Array.from(pattern)
  const found = Array.from(text)
  let star = -1
  let resumeAt = 0
  let p = 0
  let t = 0
  while (t < found.length) {
    if (wanted[p] === '*') {
      star = p
      resumeAt = t
      p += 1
    } else if (wanted[p] === '?' || wanted[p] === found[t]) {
      p += 1
      t += 1
    } else if (star >= 0) {
      // Only the latest star ever has to give way, so the time is bounded by pattern × text.
      resumeAt += 1
      p = star + 1
      t = resumeAt
    } else return false
  }
  while (wanted[p] === '*') p += 1
  return p === wanted.length
}
