/*
 * Serves a program's calls for brokers on other threads: topics are created here, on the shared metadata, and records travel by
 * Kafka's protocol.
 */
import { type BrokerConnection, type CallFailure, Connections, isCallFailure, logEnd } from '../client/index.ts'
import { Topics } from '../controller/index.ts'
import { beginPause, type Env } from '../env/index.ts'
import { loadImage, type MetadataImage } from '../metadata/index.ts'
import { errorCodes, errorName, type Failure, failed, isFailure, type RequestInputMap } from '../protocol/index.ts'
import { type Cluster, resolveSettings, type StartOptions } from '../server/index.ts'
import { Producers } from './producers.ts'
import {
  askedAgain,
  followedMs,
  type Isolation,
  type PartitionReader,
  readBytes,
  retryMs,
  type Target
} from './target.ts'

const isolationLevels: Record<Isolation, number> = { read_uncommitted: 0, read_committed: 1 }

/** Resolves with a target that reaches the brokers of `cluster` through their sockets. */
export function openRemoteTarget(cluster: Cluster, options: StartOptions, env: Env): Promise<RemoteTarget> {
  return RemoteTarget.open(cluster, options, env)
}

export class RemoteTarget implements Target {
  readonly env: Env
  readonly image: MetadataImage
  readonly config: Target['config']
  readonly topics: Target['topics']
  readonly #cluster: Cluster
  readonly #connections: Connections
  readonly #producers: Producers

  private constructor(cluster: Cluster, image: MetadataImage, options: StartOptions, env: Env) {
    const { config } = resolveSettings(options, true)
    config.setDynamic(image.configs('brokers', ''), new Map())
    this.env = env
    this.image = image
    this.config = config
    this.#cluster = cluster
    this.#producers = new Producers(cluster.metadata)
    this.#connections = new Connections(env, { clientId: 'ottla' }, { firstMs: retryMs, mostMs: 100 })
    this.topics = new Topics({
      env,
      store: cluster.metadata,
      image,
      config,
      foldsCase: false,
      refusesName: () => false,
      logsReady: (topics) => this.#logsReady(topics)
    })
    const watch = cluster.metadata.watch('/', image.revision, (change) => {
      const { configs } = image.apply(change)
      if (configs.some(({ type }) => type === 'brokers')) config.setDynamic(image.configs('brokers', ''), new Map())
    })
    // Nothing was awaited since the image was read.
    if ('compactedRevision' in watch) throw new Error(`the metadata behind revision ${image.revision} is not kept`)
  }

  static async open(cluster: Cluster, options: StartOptions, env: Env): Promise<RemoteTarget> {
    const { image } = await loadImage(cluster.metadata)
    return new RemoteTarget(cluster, image, options, env)
  }

  close(): Promise<void> {
    return this.#connections.close()
  }

  /** Why an expected log is missing, on any broker. A broker that dies meanwhile does not count. */
  async #logsReady(topics: readonly string[]): Promise<string | null> {
    const told = await Promise.allSettled(this.#cluster.allServing.map(({ member }) => member.logsTried(topics)))
    return told.map((each) => (each.status === 'fulfilled' ? each.value : null)).find((why) => why !== null) ?? null
  }

  #to(topic: string, partition: number): Promise<BrokerConnection | CallFailure | Failure> {
    const leader = this.#leaderOf(topic, partition)
    if (leader === undefined) return Promise.resolve(failed('UNKNOWN_TOPIC_OR_PARTITION'))
    const broker = this.#cluster.brokers.find(({ id, state }) => id === leader && state === 'serving')
    if (broker === undefined) return Promise.resolve(failed('NOT_LEADER_OR_FOLLOWER'))
    return this.#connections.to(broker.endpoint)
  }

  /** Writes once, even if the leader changes meanwhile. */
  async append(topic: string, index: number, batch: Buffer, timeoutMs: number): Promise<number | Failure> {
    const producer = await this.#producers.take()
    if (isFailure(producer)) return producer
    const endMs = this.env.clock.monotonicMs() + timeoutMs
    const topicId = this.image.topic(topic)?.topicId ?? ''
    const records = producer.stamped(topicId, index, batch)
    const once = () => this.#appendOnce(topic, index, records, Math.max(1, endMs - this.env.clock.monotonicMs()))
    const answer = await askedAgain(this.env, once, mayAskAgain, timeoutMs)
    if (!isFailure(answer)) this.#producers.give(producer)
    return answer
  }

  async #appendOnce(name: string, index: number, records: Buffer, leftMs: number): Promise<number | Failure> {
    const leader = this.#leaderOf(name, index)
    const isFollowed = () => this.#leaderOf(name, index) !== leader
    const connection = await this.#unlessFollowed(this.#to(name, index), isFollowed)
    if (isFailure(connection)) return connection
    const topicId = this.image.topic(name)?.topicId
    const timeoutMs = Math.ceil(leftMs)
    const asked = connection.call(
      'Produce',
      { acks: -1, timeoutMs, topicData: [{ name, topicId, partitionData: [{ index, records }] }] },
      { timeoutMs: timeoutMs + 1_000 }
    )
    const answer = await this.#unlessFollowed(asked, isFollowed)
    if (isFailure(answer)) return answer
    const found = answer.responses[0]?.partitionResponses[0]
    if (found === undefined) return failed('UNKNOWN_SERVER_ERROR')
    if (found.errorCode === errorCodes.NONE) return Number(found.baseOffset)
    return failed(errorName(found.errorCode), found.errorMessage ?? null)
  }

  #leaderOf(topic: string, index: number): number | undefined {
    return this.image.topic(topic)?.partitions[index]?.leader
  }

  /** The response, or NOT_LEADER_OR_FOLLOWER as soon as another broker leads: an isolated leader does not answer. */
  async #unlessFollowed<T>(answer: Promise<T>, isFollowed: () => boolean): Promise<T | Failure> {
    const { timers } = this.env
    for (;;) {
      const pause = beginPause(timers, followedMs)
      const first = await Promise.race([answer, pause.over])
      pause.end()
      if (first !== undefined) return first
      if (isFollowed()) return failed('NOT_LEADER_OR_FOLLOWER')
    }
  }

  async reader(topic: string, index: number, isolation: Isolation): Promise<PartitionReader | Failure> {
    const connection = await this.#to(topic, index)
    if (isFailure(connection)) return connection
    const asked = { topic, partition: index, isolationLevel: isolationLevels[isolation] }
    const call = (request: RequestInputMap['ListOffsets']) => connection.call('ListOffsets', request)
    const startOffset = await logEnd(call, 'earliest', asked)
    const endOffset = await logEnd(call, 'latest', asked)
    if (typeof startOffset !== 'number') return startOffset
    if (typeof endOffset !== 'number') return endOffset
    const topicId = this.image.topic(topic)?.topicId
    return {
      startOffset,
      endOffset,
      read: (offset) => fetched(connection, { topic, topicId }, index, isolation, offset)
    }
  }
}

/** A completed append is not repeated, because the leader knows the sequence. */
const mayAskAgain = (failure: Failure): boolean => failure.error === 'NOT_LEADER_OR_FOLLOWER' || isCallFailure(failure)

async function fetched(
  connection: BrokerConnection,
  { topic, topicId }: { readonly topic: string; readonly topicId: string | undefined },
  partition: number,
  isolation: Isolation,
  offset: number
): Promise<Awaited<ReturnType<PartitionReader['read']>>> {
  const asked = { partition, currentLeaderEpoch: -1, fetchOffset: BigInt(offset), partitionMaxBytes: readBytes }
  const answer = await connection.call('Fetch', {
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: readBytes,
    isolationLevel: isolationLevels[isolation],
    topics: [{ topic, topicId, partitions: [asked] }],
    rackId: ''
  })
  if (isCallFailure(answer)) return answer
  const found = answer.responses[0]?.partitions[0]
  if (found === undefined) return failed('UNKNOWN_SERVER_ERROR', 'no data')
  if (found.errorCode !== errorCodes.NONE) return failed(errorName(found.errorCode))
  // The records are part of the frame, which is not kept.
  const bytes = Buffer.from(found.records ?? [])
  const aborted = (found.abortedTransactions ?? []).map(({ producerId, firstOffset }) => ({
    producerId: Number(producerId),
    firstOffset: Number(firstOffset)
  }))
  return { bytes, aborted }
}
