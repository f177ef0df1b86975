/*
 * Reimplements the heap of java.util.PriorityQueue. The order of equal elements depends on its internal layout, and Kafka's assignments
 * depend on that order, so the layout must be the same.
 */
export class JavaHeap<T> {
  readonly #items: T[] = []
  readonly #loadOf: (item: T) => number

  /** A heap that returns the item with the lowest load first. An item's load must not change while it is in the heap. */
  constructor(loadOf: (item: T) => number, items: Iterable<T>) {
    this.#loadOf = loadOf
    for (const item of items) this.add(item)
  }

  add(item: T): void {
    const items = this.#items
    const load = this.#loadOf(item)
    let at = items.length
    items.push(item)
    while (at > 0) {
      const above = (at - 1) >>> 1
      const parent = items[above] as T
      if (load >= this.#loadOf(parent)) break
      items[at] = parent
      at = above
    }
    items[at] = item
  }

  poll(): T | undefined {
    const items = this.#items
    const [first] = items
    const last = items.pop()
    if (items.length > 0 && last !== undefined) this.#sink(last)
    return first
  }

  #sink(item: T): void {
    const items = this.#items
    const load = this.#loadOf(item)
    const half = items.length >>> 1
    let at = 0
    while (at < half) {
      let below = 2 * at + 1
      const right = below + 1
      if (right < items.length && this.#loadOf(items[below] as T) > this.#loadOf(items[right] as T)) below = right
      const child = items[below] as T
      if (load <= this.#loadOf(child)) break
      items[at] = child
      at = below
    }
    items[at] = item
  }
}
