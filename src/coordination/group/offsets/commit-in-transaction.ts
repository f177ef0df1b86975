/*
 * Rules for transactional offset commits, which are kept separately until the transaction's marker is written
 * (org.apache.kafka.coordinator.group.OffsetMetadataManager#commitTransactionalOffset; KIP-98, KIP-447, KIP-890).
 */
import { type Failure, failed } from '../../../protocol/index.ts'
import type { TransactionProducer } from '../../runtime/decision.ts'
import type { CommitCheck, Committer, Group } from '../group.ts'
import type { CommitTopic } from './commit.ts'

export interface TransactionalCommitCommand extends Committer, TransactionProducer {
  readonly groupId: string
  readonly topics: readonly CommitTopic[]
  /** TxnOffsetCommit v5: the producer epoch is bumped with each transaction. */
  readonly bumpsEpoch: boolean
  /** Returns null if the __consumer_offsets partition is, or need not be, part of the transaction. Undefined skips verification. */
  readonly admit: ((partition: number) => Promise<Failure | null>) | undefined
}

/** From v3 on, the request may name a member (KIP-447). Before, a producer commits for a group that it is not a member of. */
export function transactionalCommitRefusal(
  group: Group | undefined,
  command: TransactionalCommitCommand
): Failure | null | CommitCheck {
  if (group === undefined) return command.generationId < 0 ? null : failed('ILLEGAL_GENERATION')
  return group.commitRefusal({ ...command, isTransactional: true })
}
