/*
 * Writes decided changes to the metadata store, and decides again when someone else wrote in between. Makes no decisions itself.
 */
import type { Compare, MetadataImage, MetadataStore, Operation } from '../metadata/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'

/** A metadata change: the state on which it was decided, which must still hold, and what it writes. */
export interface MetadataChange {
  readonly compare: readonly Compare[]
  readonly operations: readonly Operation[]
}

/** Combines several changes decided on the same image. If several compare the same key, the last comparison counts. */
export function together(changes: readonly MetadataChange[]): MetadataChange {
  const compare = new Map(changes.flatMap((change) => change.compare).map((each) => [each.key, each]))
  return { compare: [...compare.values()], operations: changes.flatMap(({ operations }) => operations) }
}

export interface MetadataHost {
  readonly metadata: MetadataStore
  readonly image: MetadataImage
}

/** So many concurrent writers are no coincidence. */
const attemptsMax = 100

/** Kafka's error for a request that changes too much at once (org.apache.kafka.controller.ReplicationControlManager). */
export const tooMuchAtOnce = (why: string): Failure => failed('POLICY_VIOLATION', `Excessively large change: ${why}.`)

/**
 * Writes a change once. True once everyone sees it; false if a comparison fails, in which case the image shows the change that
 * broke it. KAFKA_STORAGE_ERROR and POLICY_VIOLATION (too large): nothing was changed.
 */
export async function writeOnce(
  metadata: MetadataStore,
  { compare, operations }: MetadataChange
): Promise<boolean | Failure> {
  const { succeeded, error, isTooLarge } = await metadata.transaction(compare, operations)
  if (error === undefined) return succeeded
  return isTooLarge ? tooMuchAtOnce(error) : failed('KAFKA_STORAGE_ERROR', error)
}

/**
 * Reads the image, decides and writes, until nobody else writes in between, so that no concurrent update is lost. `decide` is
 * called again for each attempt; null means there is nothing to write. Resolves with null, or with the reason why nothing was
 * changed.
 */
export async function changeMetadata(
  { metadata }: MetadataHost,
  decide: () => MetadataChange | Failure | null
): Promise<Failure | null> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const change = decide()
    if (change === null || isFailure(change)) return change
    const written = await writeOnce(metadata, change)
    if (isFailure(written)) return written
    if (written) return null
  }
  return failed('KAFKA_STORAGE_ERROR', 'others changed the same metadata all the time')
}
