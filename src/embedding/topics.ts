import { isInternalTopic } from '../controller/index.ts'
import { OttlaError } from '../env/index.ts'
import type { TopicImage } from '../metadata/index.ts'
import { isFailure } from '../protocol/index.ts'
import { badTopic, newTopic, type TopicOptions } from '../server/index.ts'
import { checkTopic } from './options.ts'
import type { Target } from './target.ts'

/** A topic with its current state. */
export interface TopicInfo {
  readonly name: string
  /** In Kafka's base64url form, 22 characters. */
  readonly topicId: string
  readonly partitions: number
  /** True for internal topics such as `__consumer_offsets`. */
  readonly internal: boolean
}

const infoOf = ({ name, topicId, partitions, isInternal }: TopicImage): TopicInfo => ({
  name,
  topicId,
  partitions: partitions.length,
  internal: isInternal
})

/** All topics by name. */
export const listTopics = ({ image }: Pick<Target, 'image'>): TopicInfo[] =>
  [...image.topics].map(infoOf).sort((a, b) => (a.name < b.name ? -1 : 1))

export function topicOf({ image }: Pick<Target, 'image'>, name: string): TopicImage {
  const topic = image.topic(name)
  if (topic === undefined) throw new OttlaError('UNKNOWN_TOPIC', `there is no topic '${name}'`)
  return topic
}

/** Rejects with OttlaError BAD_TOPIC or TOPIC_EXISTS. */
export async function createTopic(target: Target, topic: string | TopicOptions): Promise<TopicInfo> {
  checkTopic('topic', topic)
  const wanted = newTopic(topic)
  const exists = () => new OttlaError('TOPIC_EXISTS', `topic '${wanted.name}' already exists`)
  const planned = target.topics.plan(wanted)
  if (isFailure(planned)) throw planned.error === 'TOPIC_ALREADY_EXISTS' ? exists() : badTopic(wanted.name, planned)
  const [failure = null] = await target.topics.create([planned])
  if (failure !== null) throw failure.error === 'TOPIC_ALREADY_EXISTS' ? exists() : badTopic(wanted.name, failure)
  return infoOf(topicOf(target, wanted.name))
}

/** Rejects with OttlaError UNKNOWN_TOPIC, or BAD_TOPIC for an internal topic. */
export async function deleteTopic(target: Target, name: string): Promise<void> {
  const topic = topicOf(target, name)
  if (isInternalTopic(name)) throw new OttlaError('BAD_TOPIC', `topic '${name}' belongs to the broker itself`)
  await target.topics.delete(topic)
}
