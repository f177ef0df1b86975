/*
 * Switch for expensive invariants, whose cost grows with the size of the state. Tests and simulations turn them on; production
 * never does. Cheap invariants are always asserted, where they apply.
 */
let isWatched = false

/** From now on every `invariant` is checked. */
export function watchInvariants(): void {
  isWatched = true
}

/** `broken` describes the violated invariant of `whose`, or is null. @throws Error naming both: continuing would return garbage. */
export function invariant(whose: string, broken: () => string | null): void {
  if (!isWatched) return
  const what = broken()
  if (what !== null) throw new Error(`${whose}: broken invariant: ${what}`)
}
