/*
 * Owns writing what was decided to the metadata store, and deciding anew when somebody else wrote in between.
 * Never decides anything itself.
 */
import type { Compare, MetadataImage, MetadataStore, Operation } from '../metadata/index.ts'
import { type Failure, failed, isFailure } from '../protocol/index.ts'

/** A change of the metadata: what it was decided on, which must still be so, and what it writes. */
export interface MetadataChange {
  readonly compare: readonly Compare[]
  readonly operations: readonly Operation[]
}

/** Several changes, decided on one image, as one. Of a key that several compare, the last comparison counts. */
export function together(changes: readonly MetadataChange[]): MetadataChange {
  const compare = new Map(changes.flatMap((change) => change.compare).map((each) => [each.key, each]))
  return { compare: [...compare.values()], operations: changes.flatMap(({ operations }) => operations) }
}

export interface MetadataHost {
  readonly metadata: MetadataStore
  readonly image: MetadataImage
}

/** So many writers in between are no chance. */
const attemptsMax = 100

/** What Kafka calls a request that changes too much at once (org.apache.kafka.controller.ReplicationControlManager). */
export const tooMuchAtOnce = (why: string): Failure => failed('POLICY_VIOLATION', `Excessively large change: ${why}.`)

/**
 * Writes a change once. True when everybody sees it; false when a comparison does not hold, and then the image has what broke it.
 * KAFKA_STORAGE_ERROR and POLICY_VIOLATION (too large): nothing was changed.
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
 * Reads the image, decides and writes, until nobody else wrote in between: no update is lost, whoever else changes the same.
 * `decide` is called anew for each attempt; null stands for "nothing to write". Resolves with why nothing was changed, or null.
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
