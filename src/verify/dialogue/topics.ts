import {
  type CreateTopicsRequestInput,
  type CreateTopicsResponse,
  errorCodes,
  type MetadataResponse
} from '../../protocol/index.ts'
import { found, only } from '../expect.ts'
import type { Trial } from '../trial.ts'

export type NewTopic = CreateTopicsRequestInput['topics'][number]
type TopicCreated = CreateTopicsResponse['topics'][number]
type TopicShown = MetadataResponse['topics'][number]

/** One partition and one replica unless the caller says otherwise. */
export function newTopic(name: string, more: Partial<NewTopic> = {}): NewTopic {
  return { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [], ...more }
}

interface CreateOptions {
  readonly version?: number
  readonly validateOnly?: boolean
}

/** Creates topics and gives the answers as they came. */
export async function createTopics(
  t: Trial,
  topics: readonly NewTopic[],
  options: CreateOptions = {}
): Promise<readonly TopicCreated[]> {
  const { version = 6, validateOnly = false } = options
  const answer = await t.call('CreateTopics', version, { topics, timeoutMs: 20_000, validateOnly })
  return answer.topics
}

export async function createTopic(t: Trial, topic: NewTopic, options: CreateOptions = {}): Promise<TopicCreated> {
  return only(await createTopics(t, [topic], options), 'topics in the CreateTopics answer')
}

/** What Metadata says of a topic, asked without creating it and without being part of the transcript. */
export async function shown(t: Trial, name: string): Promise<TopicShown> {
  const { topics } = await t.quietly('Metadata', { topics: [{ name }], allowAutoTopicCreation: false })
  return found(topics, (topic) => topic.name === name, `topic ${name} in the metadata`)
}

/** Waits until a topic is no longer in the metadata. */
export async function gone(t: Trial, name: string): Promise<void> {
  await t.until(
    `topic ${name} to be gone`,
    async () => (await shown(t, name)).errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION
  )
}
