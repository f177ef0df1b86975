/*
 * The share group assignor (org.apache.kafka.coordinator.group.assignor.SimpleAssignor). A partition may be assigned to several members,
 * as many as needed to fill each member's quota. Members keep their current partitions up to their quota. Members with the same
 * subscription share all topics together; otherwise each topic is assigned separately.
 */
import {
  inJavaTable,
  numberHash,
  numbersInJavaOrder,
  topicPartitionHash,
  uuidsInJavaOrder
} from '../group/modern/java-order.ts'
import { partitionsOf, type TopicPartitions } from '../group/modern/partitions.ts'
import { type Assigned, type Assignor, type Draft, draftOf, type GroupSpec } from './assignor.ts'

type IsReady = (topicId: string, partition: number) => boolean

/** Assigns only partitions that have been initialized. A member keeps a partition that it already has. */
export const shareAssignor =
  (isReady: IsReady): Assignor =>
  (spec) =>
    spec.type === 'homogeneous' ? sharedTogether(spec, isReady) : sharedByTopic(spec, isReady)

interface Place {
  readonly topicId: string
  readonly partition: number
  readonly hash: number
}

const hashOf = ({ hash }: Place): number => hash
/** Initial capacity of a Java hash table for `count` entries (AssignorHelpers#newHashMap). */
const capacityFor = (count: number): number => Math.floor((count + 1) / 0.75 + 1)
const smallTable = 16

/** SimpleHomogeneousAssignmentBuilder. */
function sharedTogether(spec: GroupSpec, isReady: IsReady): Assigned {
  const { memberIds, members, partitionCount } = spec
  const first = members.get(memberIds[0] ?? '')
  if (first === undefined || first.topicIds.size === 0) return new Map()
  const places = new Places(topicPartitionHash)
  const targets: Place[] = []
  for (const topicId of uuidsInJavaOrder(first.topicIds, first.topicCount))
    targets.push(...readyPlaces(places, topicId, partitionCount(topicId), isReady))
  const held = memberIds.map((memberId) => {
    const before = members.get(memberId)?.assigned ?? new Map()
    return uuidsInJavaOrder(before.keys())
      .filter((topicId) => first.topicIds.has(topicId))
      .flatMap((topicId) => places.all(topicId, before))
  })
  const subscribed = [...memberIds.keys()]
  const shared = share({ subscribed, memberCount: memberIds.length, targets, held })
  return new Map(memberIds.map((memberId, index) => [memberId, drafted(shared[index] ?? [])]))
}

/** SimpleHeterogeneousAssignmentBuilder. Members keep the partitions of a topic that no longer has subscribers. */
function sharedByTopic(spec: GroupSpec, isReady: IsReady): Assigned {
  const { memberIds, members, partitionCount } = spec
  const result = new Map<string, Draft>()
  for (const memberId of memberIds) result.set(memberId, draftOf(members.get(memberId)?.assigned ?? new Map()))
  const subscribers = new Map<string, number[]>()
  for (const [index, memberId] of memberIds.entries())
    for (const topicId of members.get(memberId)?.topicIds ?? [])
      subscribers.set(topicId, [...(subscribers.get(topicId) ?? []), index])
  for (const [topicId, subscribed] of subscribers) {
    const places = new Places((_, partition) => numberHash(partition))
    const targets = readyPlaces(places, topicId, partitionCount(topicId), isReady)
    const held = memberIds.map((memberId) => places.all(topicId, members.get(memberId)?.assigned ?? new Map()))
    const shared = share({ subscribed, memberCount: memberIds.length, targets, held })
    for (const [index, memberId] of memberIds.entries()) {
      const draft = result.get(memberId)
      draft?.delete(topicId)
      for (const [topic, partitions] of drafted(shared[index] ?? [])) draft?.set(topic, partitions)
    }
  }
  return result
}

/** Interns partitions as objects, so that sets can hold them. */
class Places {
  readonly #known = new Map<string, Map<number, Place>>()
  readonly #hashOf: (topicId: string, partition: number) => number

  constructor(hashOfPlace: (topicId: string, partition: number) => number) {
    this.#hashOf = hashOfPlace
  }

  at(topicId: string, partition: number): Place {
    const ofTopic = this.#known.get(topicId) ?? new Map<number, Place>()
    this.#known.set(topicId, ofTopic)
    const place = ofTopic.get(partition) ?? { topicId, partition, hash: this.#hashOf(topicId, partition) }
    ofTopic.set(partition, place)
    return place
  }

  all(topicId: string, assigned: TopicPartitions): Place[] {
    return numbersInJavaOrder(partitionsOf(assigned, topicId)).map((partition) => this.at(topicId, partition))
  }
}

function readyPlaces(places: Places, topicId: string, count: number, isReady: IsReady): Place[] {
  const ready: Place[] = []
  for (let partition = 0; partition < count; partition++)
    if (isReady(topicId, partition)) ready.push(places.at(topicId, partition))
  return ready
}

function drafted(places: Iterable<Place>): Draft {
  const draft: Draft = new Map()
  for (const { topicId, partition } of places)
    draft.set(topicId, (draft.get(topicId) ?? new Set<number>()).add(partition))
  return draft
}

interface Sharing {
  /** Indexes of the subscribed members, in order. */
  readonly subscribed: readonly number[]
  readonly memberCount: number
  readonly targets: readonly Place[]
  /** Partitions that each member had before. */
  readonly held: readonly (readonly Place[])[]
}

/** Returns the target assignment of each member. Every iteration uses the order of Kafka's hash tables. */
function share({ subscribed, memberCount, targets, held }: Sharing): readonly ReadonlySet<Place>[] {
  const sharing = targets.length === 0 ? 0 : Math.ceil(subscribed.length / targets.length)
  const wanted = quotas(subscribed, memberCount, (sharing * targets.length) / subscribed.length)
  const mine = held.map((places) => new Set(places))
  const sharers = new Map<Place, Set<number>>()
  for (const [member, places] of held.entries())
    for (const place of places) sharers.set(place, (sharers.get(place) ?? new Set<number>()).add(member))
  for (const [member, places] of mine.entries())
    for (const place of inJavaTable(places, hashOf, smallTable)) {
      if (places.size <= (wanted[member] ?? 0)) break
      places.delete(place)
      sharers.get(place)?.delete(member)
    }
  const capacity = capacityFor(targets.length)
  for (const place of sharedPlaces(sharers, capacity)) {
    const members = sharers.get(place) ?? new Set<number>()
    for (const member of inJavaTable(members, numberHash, smallTable)) {
      if (members.size <= sharing) break
      members.delete(member)
      mine[member]?.delete(place)
    }
  }
  for (const place of targets) if (!sharers.has(place)) sharers.set(place, new Set())
  dealOut({ sharing, wanted, mine, sharers, capacity, subscribed })
  return mine
}

/** Java's computeIfAbsent inserts a new entry at the front of its bucket. */
const sharedPlaces = (sharers: ReadonlyMap<Place, unknown>, capacity: number): Place[] =>
  inJavaTable([...sharers.keys()].reverse(), hashOf, capacity)

/** Quotas of the members. Their sum is the number of partitions times the members that share each. */
function quotas(subscribed: readonly number[], memberCount: number, exact: number): number[] {
  const wanted = new Array<number>(memberCount).fill(0)
  for (const [place, member] of subscribed.entries())
    wanted[member] = Math.ceil(exact * (place + 1)) - Math.ceil(exact * place)
  return wanted
}

/** Iterates once over the partitions, and cyclically over the members below quota. Kafka fails if none is left. */
function dealOut(all: {
  readonly sharing: number
  readonly wanted: readonly number[]
  readonly mine: readonly Set<Place>[]
  readonly sharers: ReadonlyMap<Place, Set<number>>
  readonly capacity: number
  readonly subscribed: readonly number[]
}): void {
  const { sharing, wanted, mine, sharers, capacity, subscribed } = all
  const isUnfilled = (member: number) => (mine[member]?.size ?? 0) < (wanted[member] ?? 0)
  let unfilled = subscribed.filter(isUnfilled).sort((a, b) => a - b)
  let next = 0
  let hasGiven = false
  for (const place of sharedPlaces(sharers, capacity)) {
    const members = sharers.get(place) ?? new Set<number>()
    while (members.size < sharing) {
      if (next >= unfilled.length) {
        if (!hasGiven) break
        unfilled = unfilled.filter(isUnfilled)
        next = 0
        hasGiven = false
        if (unfilled.length === 0) return
      }
      const member = unfilled[next++] as number
      if (members.has(member)) continue
      members.add(member)
      mine[member]?.add(place)
      hasGiven = true
    }
  }
}
