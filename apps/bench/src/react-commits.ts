/**
 * How often React has changed this page. Counted as DevTools do, so that React is the one that
 * applications ship: its profiling build spends longer on its own records than on small rows.
 *
 * To be imported before React is.
 */
let commits = 0

Object.assign(globalThis, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    isDisabled: false,
    inject: () => 1,
    onCommitFiberRoot: () => (commits += 1),
    onCommitFiberUnmount() {},
  },
})

export function countCommits(): number {
  return commits
}
