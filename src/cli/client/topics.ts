/*
 * Deletes topics from the command line.
 */
import { errorCodes } from '../../protocol/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Cluster } from './cluster.ts'

const requestMs = 30_000

/** Deletes topics, and returns the deleted ones. @throws CliError for the first failure */
export async function deleteTopics(
  cluster: Cluster,
  names: readonly string[],
  { isMissingFine = false }: { readonly isMissingFine?: boolean } = {}
): Promise<string[]> {
  if (names.length === 0) return []
  const broker = await cluster.controller()
  const byName = broker.versionOf('DeleteTopics') < 6
  const answer = await broker.call('DeleteTopics', {
    topicNames: byName ? names : [],
    topics: byName ? [] : names.map((name) => ({ name, topicId: zeroUuid })),
    timeoutMs: requestMs
  })
  const deleted: string[] = []
  for (const { name, errorCode, errorMessage } of answer.responses) {
    if (isMissingFine && errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION) continue
    if (errorCode !== errorCodes.NONE) throw await cluster.topicError(name ?? '', errorCode, errorMessage)
    deleted.push(name ?? '')
  }
  return deleted
}
