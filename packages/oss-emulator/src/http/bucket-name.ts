/** 3 to 63 of `a-z`, `0-9` and `-`, beginning and ending with a letter or digit. */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/u.test(name)
}
