export interface TopicPartitions {
  readonly topic: string
  readonly partitions: number[]
}

/** Kafka's range assignor: splits each topic's partitions into nearly equal ranges, assigned to subscribers in member id order. */
export function assignRanges(
  members: readonly { readonly memberId: string; readonly topics: readonly string[] }[],
  partitionsOf: ReadonlyMap<string, number>
): Map<string, TopicPartitions[]> {
  const assigned = new Map<string, TopicPartitions[]>(members.map(({ memberId }) => [memberId, []]))
  for (const [topic, count] of partitionsOf) {
    const takers = members
      .filter(({ topics }) => topics.includes(topic))
      .map(({ memberId }) => memberId)
      .sort()
    let next = 0
    takers.forEach((memberId, index) => {
      const share = Math.floor(count / takers.length) + (index < count % takers.length ? 1 : 0)
      if (share > 0)
        assigned.get(memberId)?.push({ topic, partitions: Array.from({ length: share }, (_, n) => next + n) })
      next += share
    })
  }
  return assigned
}
