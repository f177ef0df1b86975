import type { ErrorName } from '../protocol/index.ts'
import type { Partition } from '../replica/index.ts'
import { zeroUuid } from '../wire/index.ts'
import type { Capabilities } from './capabilities.ts'

export const noOffset = -1n
export const isPartition = (value: Partition | ErrorName): value is Partition => typeof value !== 'string'

/** The name that a request means, which has a topic id in its newer versions; undefined when no topic has that id. */
export function topicNameOf(
  { image }: Pick<Capabilities, 'image'>,
  topic: { readonly name: string; readonly topicId: string },
  usesIds: boolean
): string | undefined {
  if (!usesIds) return topic.name
  return topic.topicId === zeroUuid ? undefined : image.topicById(topic.topicId)?.name
}
