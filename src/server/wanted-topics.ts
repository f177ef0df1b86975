/*
 * Creates the topics that a program names at start: by name, or with partitions and configs.
 */
import type { Broker } from '../broker/index.ts'
import type { NewTopic } from '../controller/index.ts'
import { OttlaError } from '../env/index.ts'
import { type Failure, isFailure } from '../protocol/index.ts'
import type { StartOptions, TopicOptions } from './settings.ts'

/** Creates the topics that do not exist. Rejects with OttlaError BAD_TOPIC. */
export async function createTopics(
  { topics: changes }: Pick<Broker, 'topics'>,
  topics: NonNullable<StartOptions['topics']>
): Promise<void> {
  for (const topic of topics) {
    const wanted = newTopic(topic)
    const made = await changes.ensure(wanted)
    if (isFailure(made)) throw badTopic(wanted.name, made)
  }
}

export function newTopic(topic: string | TopicOptions): NewTopic {
  const { name, partitions, configs = {} }: TopicOptions = typeof topic === 'string' ? { name: topic } : topic
  return {
    name,
    partitions: partitions ?? -1,
    replicationFactor: -1,
    assignments: [],
    configs: new Map(Object.entries(configs).map(([config, value]) => [config, String(value)]))
  }
}

export const badTopic = (name: string, { message, error }: Failure): OttlaError =>
  new OttlaError('BAD_TOPIC', `cannot create topic '${name}': ${message ?? error}`)
