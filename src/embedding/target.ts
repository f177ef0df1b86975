import type { Broker } from '../broker/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import type { Partition } from '../replica/index.ts'

/** Where the calls of a program go. */
export interface Target {
  /** Any broker of the cluster: metadata is the same in all. */
  readonly broker: Broker
  /** NOT_LEADER_OR_FOLLOWER while nobody leads the partition, and UNKNOWN_TOPIC_OR_PARTITION. */
  leader(topic: string, partition: number): Partition | Failure
}

/** A broker alone leads everything itself. */
export const targetOf = (broker: Broker): Target => ({
  broker,
  leader: (topic, partition) => broker.replicas.leader(topic, partition)
})

/** Of several brokers in this process, each partition has its own. `brokers` are those that serve; there is one at least. */
export function targetAmong(brokers: readonly Broker[], first: Broker): Target {
  return {
    broker: first,
    leader(topic, partition) {
      const leader = first.image.topic(topic)?.partitions[partition]?.leader
      if (leader === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION')
      const found = brokers.find(({ brokerId }) => brokerId === leader)
      return found === undefined ? failed('NOT_LEADER_OR_FOLLOWER') : found.replicas.leader(topic, partition)
    }
  }
}
