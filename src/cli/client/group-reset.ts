/*
 * Resets the offsets of a group: computes the new offsets and sends them to the broker.
 */
import { errorCodes } from '../../protocol/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import { byTopic } from './by-topic.ts'
import { brokerError, type Cluster, partitionMissing } from './cluster.ts'
import { type GroupDescription, sourceTopicsOf } from './group-description.ts'
import { offsetsOfGroup } from './group-offsets.ts'
import { offsetRange, type Start, startOffset } from './offsets.ts'

/** A topic, or some of its partitions. */
interface Scope {
  readonly topic: string
  /** Null means all of them. */
  readonly partitions: readonly number[] | null
}

/** The new position: a place in the log, or one relative to the committed offset. */
export type Aim = Start | { readonly at: 'current' } | { readonly at: 'shift'; readonly by: number }

export interface Place {
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

/** Parses `orders`, or `orders:0,2`. @throws CliError */
export function parseScope(text: string): Scope {
  const match = /^(.*):(\d+(?:,\d+)*)$/.exec(text)
  if (match?.[1] === undefined) return { topic: text, partitions: null }
  return { topic: match[1], partitions: (match[2] ?? '').split(',').map(Number) }
}

/** The partitions to reset; null `scopes` mean everything the group reads. @throws CliError */
export async function partitionsMeant(
  cluster: Cluster,
  group: string,
  found: GroupDescription | null,
  scopes: readonly Scope[] | null
): Promise<Omit<Place, 'offset'>[]> {
  const meant: Omit<Place, 'offset'>[] = []
  for (const { topic, partitions } of scopes ?? (await scopesOf(cluster, group, found))) {
    if (!isInput(topic, found)) throw new CliError(`${topic} is no input of the streams group ${group}`)
    const leaders = await cluster.leaders(topic)
    for (const partition of partitions ?? leaders.keys()) {
      if (!leaders.has(partition)) throw partitionMissing(topic, partition, leaders.size)
      meant.push({ topic, partition })
    }
  }
  return meant
}

/** Partitions with a committed offset. An application's internal topics are not its input. */
async function scopesOf(cluster: Cluster, group: string, found: GroupDescription | null): Promise<Scope[]> {
  if (found === null) throw brokerError(`group ${group}`, errorCodes.GROUP_ID_NOT_FOUND)
  const scopes: Scope[] = []
  for (const { topic, partition, offset } of await offsetsOfGroup(cluster, group, found))
    if (offset !== null && isInput(topic, found)) scopes.push({ topic, partitions: [partition] })
  return scopes
}

const isInput = (topic: string, found: GroupDescription | null): boolean =>
  found?.type !== 'streams' || sourceTopicsOf(found).includes(topic)

/** The new offset of each partition. An offset outside the log becomes the nearest one inside. @throws CliError */
export async function placesFor(
  cluster: Cluster,
  group: string,
  found: GroupDescription | null,
  meant: readonly Omit<Place, 'offset'>[],
  aim: Aim
): Promise<Place[]> {
  const isRelative = aim.at === 'current' || aim.at === 'shift'
  if (isRelative && found?.type === 'share') throw usageError('a share group has no offset to count from')
  const current = new Map<string, number>()
  if (isRelative && found !== null)
    for (const { topic, partition, offset } of await offsetsOfGroup(cluster, group, found))
      if (offset !== null) current.set(`${topic}-${partition}`, offset)
  return Promise.all(
    meant.map(async ({ topic, partition }) => {
      const now = current.get(`${topic}-${partition}`)
      if (aim.at === 'shift' && now === undefined)
        throw new CliError(`group ${group} has committed nothing in ${topic}-${partition}`)
      const wanted = await wantedOffset(cluster, topic, partition, aim, now)
      return { topic, partition, offset: await withinLog(cluster, topic, partition, wanted) }
    })
  )
}

/** Like Kafka's tool: without a committed offset, `current` means the end. */
function wantedOffset(
  cluster: Cluster,
  topic: string,
  partition: number,
  aim: Aim,
  current: number | undefined
): number | Promise<number> {
  if (aim.at === 'shift') return (current ?? 0) + aim.by
  if (aim.at === 'current') return current ?? startOffset(cluster, topic, partition, { at: 'end' })
  return startOffset(cluster, topic, partition, aim)
}

async function withinLog(cluster: Cluster, topic: string, partition: number, offset: number): Promise<number> {
  const { start, end } = await offsetRange(cluster, topic, partition)
  return Math.min(Math.max(offset, start), end)
}

/** Applies the plan. The broker refuses it while the group has members. @throws CliError */
export async function setOffsets(
  cluster: Cluster,
  group: string,
  found: GroupDescription | null,
  places: readonly Place[]
): Promise<void> {
  if (places.length === 0) return
  if (found?.type === 'share') return alterShareOffsets(cluster, group, places)
  const broker = await cluster.coordinator(group)
  const { topics } = await broker.call('OffsetCommit', {
    groupId: group,
    topics: [...byTopic(places)].map(([name, own]) => ({
      name,
      partitions: own.map(({ partition, offset }) => ({
        partitionIndex: partition,
        committedOffset: BigInt(offset),
        committedMetadata: ''
      }))
    }))
  })
  for (const { name, partitions } of topics)
    for (const { partitionIndex, errorCode } of partitions)
      if (errorCode !== errorCodes.NONE) throw brokerError(`${name}-${partitionIndex} in group ${group}`, errorCode)
}

async function alterShareOffsets(cluster: Cluster, groupId: string, places: readonly Place[]): Promise<void> {
  const broker = await cluster.coordinator(groupId)
  const answer = await broker.call('AlterShareGroupOffsets', {
    groupId,
    topics: [...byTopic(places)].map(([topicName, own]) => ({
      topicName,
      partitions: own.map(({ partition, offset }) => ({ partitionIndex: partition, startOffset: BigInt(offset) }))
    }))
  })
  if (answer.errorCode !== errorCodes.NONE) throw brokerError(`group ${groupId}`, answer.errorCode, answer.errorMessage)
  for (const { topicName, partitions } of answer.responses)
    for (const { partitionIndex, errorCode, errorMessage } of partitions)
      if (errorCode !== errorCodes.NONE) throw brokerError(`${topicName}-${partitionIndex}`, errorCode, errorMessage)
}

/** Deletes the committed offsets of these partitions; for a share group, of whole topics. @throws CliError */
export async function deleteOffsets(
  cluster: Cluster,
  groupId: string,
  found: GroupDescription,
  meant: readonly Omit<Place, 'offset'>[]
): Promise<void> {
  const broker = await cluster.coordinator(groupId)
  if (found.type === 'share') {
    const topics = [...byTopic(meant)].map(([topicName]) => ({ topicName }))
    const answer = await broker.call('DeleteShareGroupOffsets', { groupId, topics })
    if (answer.errorCode !== errorCodes.NONE)
      throw brokerError(`group ${groupId}`, answer.errorCode, answer.errorMessage)
    for (const { topicName, errorCode, errorMessage } of answer.responses)
      if (errorCode !== errorCodes.NONE) throw brokerError(topicName, errorCode, errorMessage)
    return
  }
  const { errorCode, topics } = await broker.call('OffsetDelete', {
    groupId,
    topics: [...byTopic(meant)].map(([name, own]) => ({
      name,
      partitions: own.map(({ partition }) => ({ partitionIndex: partition }))
    }))
  })
  if (errorCode !== errorCodes.NONE) throw brokerError(`group ${groupId}`, errorCode)
  for (const { name, partitions } of topics)
    for (const each of partitions)
      if (each.errorCode !== errorCodes.NONE)
        throw brokerError(`${name}-${each.partitionIndex} in group ${groupId}`, each.errorCode)
}
