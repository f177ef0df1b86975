/** How many letters have to be changed, added, removed or swapped with their neighbour to make one word of another. */
function distanceBetween(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let least = Math.min((row[j - 1] ?? 0) + (isSame ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      next.push(least)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

/** The known word that was probably meant; undefined when none is near. Case does not count. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const text = word.toLowerCase()
  let best: string | undefined
  let least = Math.max(2, Math.floor(word.length / 3) + 1)
  for (const each of known) {
    const candidate = each.toLowerCase()
    // A beginning of three letters or more is meant as such: `--part` for `--partition`.
    const isBeginning = text.length >= 3 && candidate.startsWith(text)
    const distance = isBeginning ? Math.min(1, distanceBetween(text, candidate)) : distanceBetween(text, candidate)
    if (distance < least) {
      least = distance
      best = each
    }
  }
  return best
}

/** `; did you mean X?`, or nothing. */
export function didYouMean(
  word: string,
  known: Iterable<string>,
  shown: (word: string) => string = (each) => each
): string {
  const found = nearest(word, known)
  return found === undefined ? '' : `; did you mean ${shown(found)}?`
}
