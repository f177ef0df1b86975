/*
 * Owns whether invariants are checked whose check costs as much as the state is large. Tests and simulations turn them on;
 * production never does. What costs nothing to check is asserted where it is, always.
 */
let isWatched = false

/** From now on every `invariant` is checked. */
export function watchInvariants(): void {
  isWatched = true
}

/** `broken` names what does not hold of `whose`, or is null. @throws Error that names both: going on would answer with nonsense. */
export function invariant(whose: string, broken: () => string | null): void {
  if (!isWatched) return
  const what = broken()
  if (what !== null) throw new Error(`${whose}: broken invariant: ${what}`)
}
