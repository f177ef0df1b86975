/*
 * Reaches the share coordinator of a share partition, on this broker or on the leader of its partition of __share_group_state.
 * Source: org.apache.kafka.server.share.persister.PersisterStateManager.
 */
import { isCallFailure } from '../client/index.ts'
import { shareStateTopic } from '../controller/index.ts'
import { batchesFrom, type ShareCoordinator, type SharePartitionKey, wireBatches } from '../coordination/index.ts'
import type { MetadataImage } from '../metadata/index.ts'
import {
  type ApiName,
  asOffset,
  errorCodes,
  errorName,
  type Failure,
  failed,
  isFailure,
  type RequestInputMap,
  type ResponseMap
} from '../protocol/index.ts'
import type { Peers } from './peers.ts'

/** The operations of a share coordinator that others use. */
export type ShareStates = Pick<ShareCoordinator, 'initialize' | 'read' | 'write' | 'summary' | 'delete'>

type StateApi = ApiName &
  (
    | 'InitializeShareGroupState'
    | 'ReadShareGroupState'
    | 'WriteShareGroupState'
    | 'ReadShareGroupStateSummary'
    | 'DeleteShareGroupState'
  )

/** The part of a request for one partition, apart from its index. */
type Asked<K extends StateApi> = Omit<RequestInputMap[K]['topics'][number]['partitions'][number], 'partition'>
type Answered<K extends StateApi> = ResponseMap[K]['results'][number]['partitions'][number]

/** Remote coordinators are called like a client would: each partition is a request of its own. */
export class ClusterShareStates implements ShareStates {
  readonly #local: ShareCoordinator
  readonly #brokerId: number
  readonly #image: MetadataImage
  readonly #peers: Peers

  constructor(local: ShareCoordinator, brokerId: number, image: MetadataImage, peers: Peers) {
    this.#local = local
    this.#brokerId = brokerId
    this.#image = image
    this.#peers = peers
  }

  async initialize(command: Parameters<ShareStates['initialize']>[0]): Promise<null | Failure> {
    const { key, stateEpoch, startOffset } = command
    const leader = this.#elsewhere(key)
    if (leader === undefined) return this.#local.initialize(command)
    const asked = { stateEpoch, startOffset: BigInt(startOffset) }
    return nothing(await this.#ask(leader, 'InitializeShareGroupState', key, asked))
  }

  async read(key: SharePartitionKey, leaderEpoch: number): ReturnType<ShareStates['read']> {
    const leader = this.#elsewhere(key)
    if (leader === undefined) return this.#local.read(key, leaderEpoch)
    const answer = await this.#ask(leader, 'ReadShareGroupState', key, { leaderEpoch })
    if (isFailure(answer)) return answer
    const { stateEpoch, startOffset, stateBatches } = answer
    return { stateEpoch, startOffset: asOffset(startOffset), batches: batchesFrom(stateBatches) }
  }

  async write(command: Parameters<ShareStates['write']>[0]): Promise<null | Failure> {
    const { key, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, batches } = command
    const leader = this.#elsewhere(key)
    if (leader === undefined) return this.#local.write(command)
    const asked = {
      stateEpoch,
      leaderEpoch,
      startOffset: BigInt(startOffset),
      deliveryCompleteCount,
      stateBatches: wireBatches(batches)
    }
    return nothing(await this.#ask(leader, 'WriteShareGroupState', key, asked))
  }

  async summary(key: SharePartitionKey): ReturnType<ShareStates['summary']> {
    const leader = this.#elsewhere(key)
    if (leader === undefined) return this.#local.summary(key)
    const answer = await this.#ask(leader, 'ReadShareGroupStateSummary', key, { leaderEpoch: -1 })
    if (isFailure(answer)) return answer
    const { stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount } = answer
    return { stateEpoch, leaderEpoch, startOffset: asOffset(startOffset), deliveryCompleteCount }
  }

  async delete(key: SharePartitionKey): Promise<null | Failure> {
    const leader = this.#elsewhere(key)
    if (leader === undefined) return this.#local.delete(key)
    return nothing(await this.#ask(leader, 'DeleteShareGroupState', key, {}))
  }

  /** The leader of the partition that the key maps to; undefined for this broker, which reports the error if nobody leads it. */
  #elsewhere({ groupId, topicId, partition }: SharePartitionKey): number | undefined {
    const at = this.#local.partitionFor(`${groupId}:${topicId}:${partition}`)
    const leader = this.#image.topic(shareStateTopic)?.partitions[at]?.leader ?? -1
    return leader < 0 || leader === this.#brokerId ? undefined : leader
  }

  /** A broker that does not answer counts as an absent coordinator; callers retry. */
  async #ask<K extends StateApi>(
    leader: number,
    name: K,
    { groupId, topicId, partition }: SharePartitionKey,
    asked: Asked<K>
  ): Promise<Answered<K> | Failure> {
    const body = {
      groupId,
      topics: [{ topicId, partitions: [{ partition, ...asked }] }]
    } as unknown as RequestInputMap[K]
    const answer = await this.#peers.call(leader, name, body, { role: 'share-state' })
    if (isCallFailure(answer)) return failed('COORDINATOR_NOT_AVAILABLE', answer.message)
    const result = answer.results[0]?.partitions[0]
    if (result === undefined) return failed('UNKNOWN_SERVER_ERROR')
    if (result.errorCode !== errorCodes.NONE) return failed(errorName(result.errorCode), result.errorMessage)
    return result
  }
}

const nothing = (answer: object | Failure): null | Failure => (isFailure(answer) ? answer : null)
