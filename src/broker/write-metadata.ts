import type { Operation } from '../metadata/index.ts'
import type { Broker } from './broker.ts'
import { type Failure, failed } from './failure.ts'

/** Writes changes that compare nothing. Resolves with why they are not kept, or null when everybody sees them. */
export async function writeMetadata({ metadata }: Broker, operations: readonly Operation[]): Promise<Failure | null> {
  const { error } = await metadata.transaction([], operations)
  return error === undefined ? null : failed('KAFKA_STORAGE_ERROR', error)
}
