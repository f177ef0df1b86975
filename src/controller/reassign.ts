/*
 * Writes partition reassignments; `reassignment.ts` decides them. Source:
 * org.apache.kafka.controller.ReplicationControlManager#alterPartitionReassignments.
 */
import type { BrokerConfig } from '../config/index.ts'
import type { MetadataImage, PartitionImage, TopicImage } from '../metadata/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import { brokersIn, type LeadershipView, settledOn } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import { directoryChooser, faultOfReplicas } from './placement.ts'
import { cancelled, reassigned, replicationFactorOf } from './reassignment.ts'
import { changeMetadata, type MetadataHost } from './write-metadata.ts'

export interface Reassignment {
  readonly topic: string
  readonly partition: number
  /** Null cancels an ongoing reassignment. */
  readonly replicas: readonly number[] | null
  /** KIP-860 */
  readonly allowsFactorChange: boolean
}

/** Starts or cancels a reassignment. Resolves with null once it is stored, or with the reason why not, in Kafka's words. */
export function reassign(
  host: MetadataHost & { readonly config: BrokerConfig },
  { topic: name, partition, replicas, allowsFactorChange }: Reassignment
): Promise<Failure | null> {
  const { image } = host
  return changeMetadata(host, () => {
    const topic = image.topic(name)
    if (topic === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION', `Unable to find a topic named ${name}.`)
    const state = topic.partitions[partition]
    if (state === undefined)
      return failed('UNKNOWN_TOPIC_OR_PARTITION', `Unable to find partition ${name}:${partition}.`)
    const view = leadershipView(host, name)
    const directoryOf = directoryChooser(image)
    if (replicas === null) {
      const reverted = cancelled(state, `${name}:${partition}`, directoryOf, view)
      return isFailure(reverted) ? reverted : changed(image, topic, partition, state, settledOn(state, reverted, view))
    }
    const fault = faultOfReplicas(image, replicas, undefined) ?? faultOfFactor(state, replicas, allowsFactorChange)
    if (fault !== null) return fault
    const moved = reassigned(state, replicas, directoryOf, view.minInSync)
    return changed(image, topic, partition, state, settledOn(state, moved, view))
  })
}

function faultOfFactor(state: PartitionImage, wanted: readonly number[], isAllowed: boolean): Failure | null {
  const now = replicationFactorOf(state)
  if (isAllowed || now === wanted.length) return null
  return failed('INVALID_REPLICATION_FACTOR', `The replication factor is changed from ${now} to ${wanted.length}`)
}

/** Null if the partition already has that state. */
function changed(
  image: MetadataImage,
  topic: TopicImage,
  partition: number,
  before: PartitionImage,
  next: PartitionImage
) {
  const shown = ({ partitionEpoch: _, ...state }: PartitionImage) => JSON.stringify(state)
  return shown(before) === shown(next) ? null : partitionChange(image, topic, partition, next)
}

function leadershipView(
  { image, config }: { readonly image: MetadataImage; readonly config: BrokerConfig },
  topic: string
): LeadershipView {
  const values = image.configs('topics', topic)
  return {
    ...brokersIn(image),
    minInSync: Number(config.topicValue('min.insync.replicas', values)),
    isUncleanAllowed: config.topicValue('unclean.leader.election.enable', values) === 'true'
  }
}
