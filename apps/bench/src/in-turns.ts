/** Does `task` for every item, at most `atOnce` side by side. */
export async function inTurns<Item>(
  items: readonly Item[],
  atOnce: number,
  task: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const left = items.entries()
  const lanes = Array.from({ length: atOnce }, async () => {
    for (const [index, item] of left) await task(item, index)
  })
  await Promise.all(lanes)
}
