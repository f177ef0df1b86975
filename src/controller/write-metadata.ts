import type { MetadataStore, Operation } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'

/** Writes changes that compare nothing. Resolves with why they are not kept, or null when everybody sees them. */
export async function writeMetadata(
  { metadata }: { readonly metadata: MetadataStore },
  operations: readonly Operation[]
): Promise<Failure | null> {
  const { error } = await metadata.transaction([], operations)
  return error === undefined ? null : failed('KAFKA_STORAGE_ERROR', error)
}
