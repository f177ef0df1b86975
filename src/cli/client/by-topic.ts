/** Groups partitions by topic, as requests do, in the given order. */
export function byTopic<T extends { readonly topic: string }>(places: Iterable<T>): Map<string, T[]> {
  const grouped = new Map<string, T[]>()
  for (const place of places) {
    const known = grouped.get(place.topic)
    if (known === undefined) grouped.set(place.topic, [place])
    else known.push(place)
  }
  return grouped
}
