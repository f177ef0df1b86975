/**
 * A client of all brokers of a simulated cluster: sends each request to the leader or coordinator that some broker names. A request
 * rejected because it reached the wrong broker, or too early, counts as lost, like one without a response.
 */
import { coordinatorPartition } from '../../../src/coordination/runtime/partition-of.ts'
import type { ApiName, RequestInputMap, ResponseMap } from '../../../src/protocol/index.ts'
import type { Partition } from '../../../src/replica/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import { type Caller, type Link, Lost } from '../clients/client.ts'
import type { ClusterScene } from './cluster-scene.ts'
import { nodeOf } from './links.ts'
import { elsewhere, Router } from './router.ts'

/** Key types of FindCoordinator, by number, and the internal topic of each. */
const internalTopics = ['__consumer_offsets', '__transaction_state'] as const
const timeoutMaxMs = 10_000

/** Request fields that determine the destination. */
interface Asked {
  readonly key?: string
  readonly keyType?: number
  readonly coordinatorKeys?: readonly string[]
  readonly groupId?: string
  readonly groups?: readonly ({ readonly groupId: string } | string)[]
  readonly transactionalId?: string | null
  readonly v3AndBelowTransactionalId?: string
}

interface Produced {
  readonly topicData: readonly {
    readonly name: string
    readonly partitionData: readonly { readonly index: number }[]
  }[]
}

interface Coordinated {
  /** Key type as in FindCoordinator. */
  readonly type: 0 | 1
  readonly key: string
}

/** As in Kafka, responses from memory may be outdated on a former leader. Acknowledgements wait for other replicas. */
const fromMemory: ReadonlySet<string> = new Set([
  'JoinGroup',
  'SyncGroup',
  'Heartbeat',
  'ConsumerGroupHeartbeat',
  'StreamsGroupHeartbeat',
  'ShareGroupHeartbeat',
  'DescribeGroups',
  'OffsetFetch',
  'AddPartitionsToTxn',
  'AddOffsetsToTxn'
])

function coordinated(name: ApiName, asked: Asked): Coordinated | undefined {
  const { groupId, groups: [first] = [], transactionalId, v3AndBelowTransactionalId } = asked
  const group = groupId ?? (typeof first === 'string' ? first : first?.groupId)
  if (name === 'AddOffsetsToTxn') return { type: 1, key: transactionalId ?? '' }
  if (group !== undefined) return { type: 0, key: group }
  const id = v3AndBelowTransactionalId ?? transactionalId
  return name === 'Produce' || id === undefined || id === null ? undefined : { type: 1, key: id }
}

/** The partition that is read. */
function placeOf(name: ApiName, body: unknown): { readonly name: string; readonly partition: number } | undefined {
  if (name === 'Fetch') {
    const [topic] = (body as RequestInputMap['Fetch']).topics ?? []
    return { name: topic?.topic ?? '', partition: topic?.partitions?.[0]?.partition ?? 0 }
  }
  if (name !== 'ListOffsets') return undefined
  const [topic] = (body as RequestInputMap['ListOffsets']).topics ?? []
  return { name: topic?.name ?? '', partition: topic?.partitions?.[0]?.partitionIndex ?? 0 }
}

export class ClusterClient implements Caller {
  isLost = false
  mayBeBroken = () => false
  readonly #scene: ClusterScene
  readonly #name: string
  readonly #router: Router
  /** Known coordinators and leaders. */
  readonly #known = new Map<string, number>()

  constructor(scene: ClusterScene, name: string) {
    this.#scene = scene
    this.#name = name
    this.#router = new Router(scene, name)
  }

  async call<K extends ApiName>(
    name: K,
    version: number,
    body: RequestInputMap[K],
    timeoutMs?: number
  ): Promise<ResponseMap[K]> {
    const withinMs = Math.min(timeoutMs ?? 4_000, timeoutMaxMs)
    try {
      if (name === 'FindCoordinator') this.#known.clear()
      if (name === 'Produce')
        return (await this.#produce(version, body as RequestInputMap['Produce'], withinMs)) as ResponseMap[K]
      const by = name === 'FindCoordinator' ? undefined : coordinated(name, body as Asked)
      if (by !== undefined) return await this.#coordinate(by, name, version, body, withinMs)
      const place = placeOf(name, body)
      const client = await (place === undefined
        ? this.#router.any()
        : this.#router.to(await this.#leader(place.name, place.partition)))
      return settled(name, await client.call(name, version, body, withinMs))
    } catch (error) {
      if (error instanceof Lost) this.#known.clear()
      throw error
    }
  }

  close(): void {
    this.isLost = true
    this.#router.close()
  }

  async #find(key: string, find: () => Promise<number>): Promise<number> {
    const known = this.#known.get(key) ?? (await find())
    if (known < 0) throw new Lost(`nobody knows where ${key} is`)
    this.#known.set(key, known)
    return known
  }

  async leaderOf(name: string, partition: number): Promise<Link> {
    const broker = await this.#leader(name, partition)
    return { client: await this.#router.to(broker), at: nodeOf(broker) }
  }

  #leader(name: string, partition: number): Promise<number> {
    return this.#find(`${name}-${partition}`, () => this.#router.leader({ name }, partition))
  }

  /** Splits the request by leader. If one of them does not respond, the result is unknown for all. */
  async #produce(version: number, body: RequestInputMap['Produce'], withinMs: number) {
    const parts = new Map<number, { name: string; partitionData: unknown[] }[]>()
    for (const { name, partitionData } of (body as Produced).topicData)
      for (const data of partitionData) {
        const leader = await this.#leader(name, data.index)
        parts.set(leader, [...(parts.get(leader) ?? []), { name, partitionData: [data] }])
      }
    const answers = await Promise.allSettled(
      [...parts].map(async ([leader, topicData]) => {
        const client = await this.#router.to(leader)
        const part = { ...body, topicData } as RequestInputMap['Produce']
        return settled('Produce', await client.call('Produce', version, part, withinMs))
      })
    )
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
    return { ...(found[0] as ResponseMap['Produce']), responses: found.flatMap(({ responses }) => responses) }
  }

  async #coordinate<K extends ApiName>(
    { type, key }: Coordinated,
    name: K,
    version: number,
    body: RequestInputMap[K],
    withinMs: number
  ): Promise<ResponseMap[K]> {
    const broker = await this.#find(`${type} ${key}`, () => this.#router.coordinator(key, type))
    const client = await this.#router.to(broker)
    const before = this.#seat(type, key, broker)
    const answer = settled(name, await client.call(name, version, body, withinMs))
    const after = this.#seat(type, key, broker)
    const led = after.epoch === before.epoch && after.leader === broker
    const knew = before.replica !== undefined && before.replica === after.replica
    // In its own view, it was in one epoch all the time, and was not the leader in it.
    if (knew && before.knownEpoch === after.knownEpoch && !before.knewToLead && !after.knewToLead)
      throw new Violation(`${this.#name}: broker ${broker} answered ${name} of ${key}, and knew that it does not lead`)
    // A rejection by a former coordinator says nothing about the current group or transaction.
    if (!led && (fromMemory.has(name) || hasCode(answer, (code) => code !== 0)))
      throw new Lost(`broker ${broker} does not coordinate ${key} any more`)
    return answer
  }

  /** Coordinator of a key, according to the store and to the broker. */
  #seat(type: 0 | 1, key: string, broker: number) {
    const name = internalTopics[type]
    const topic = this.#scene.image.topic(name)
    const partition = coordinatorPartition(key, topic?.partitions.length ?? 1)
    const replica: Partition | undefined = this.#scene.replica(broker, name, topic?.topicId ?? '', partition)
    return {
      leader: topic?.partitions[partition]?.leader ?? -1,
      epoch: topic?.partitions[partition]?.leaderEpoch ?? -1,
      replica,
      knewToLead: replica?.isLeader === true,
      knownEpoch: replica?.leaderEpoch
    }
  }
}

/** @throws Lost for an error that means "not here, or not now", anywhere in the response */
function settled<T>(name: string, answer: T): T {
  if (hasCode(answer, (code) => elsewhere.has(code))) throw new Lost(`${name} was refused: not here, or not now`)
  return answer
}

/** Error codes of the response and of all its parts. */
function hasCode(value: unknown, isOne: (code: number) => boolean): boolean {
  if (Array.isArray(value)) return value.some((each) => hasCode(each, isOne))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return Object.entries(value).some(([name, each]) =>
    name === 'errorCode' || name === 'partitionErrorCode' ? isOne(each as number) : hasCode(each, isOne)
  )
}
