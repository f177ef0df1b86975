/*
 * Owns the rules of committing offsets in a transaction: they are kept beside the others until its marker is written
 * (org.apache.kafka.coordinator.group.OffsetMetadataManager#commitTransactionalOffset; KIP-98, KIP-447, KIP-890).
 */
import { type Failure, failed } from '../../../protocol/index.ts'
import type { TransactionProducer } from '../../runtime/decision.ts'
import type { CommitCheck, Committer, Group } from '../group.ts'
import type { CommitTopic } from './commit.ts'

export interface TransactionalCommitCommand extends Committer, TransactionProducer {
  readonly groupId: string
  readonly topics: readonly CommitTopic[]
  /** TxnOffsetCommit v5: the producer gets a new epoch with each transaction. */
  readonly bumpsEpoch: boolean
  /** Null when the partition of __consumer_offsets is part of the transaction, or need not be. Undefined: nobody verifies. */
  readonly admit: ((partition: number) => Promise<Failure | null>) | undefined
}

/** Members may be named from v3 on (KIP-447); before, a producer commits for a group that it is no part of. */
export function transactionalCommitRefusal(
  group: Group | undefined,
  command: TransactionalCommitCommand
): Failure | null | CommitCheck {
  if (group === undefined) return command.generationId < 0 ? null : failed('ILLEGAL_GENERATION')
  return group.commitRefusal({ ...command, isTransactional: true })
}
