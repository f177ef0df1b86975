import type { MigrationPolicy } from './context.ts'

const policies: Readonly<Record<string, MigrationPolicy>> = {
  bidirectional: { canUpgrade: true, canDowngrade: true },
  upgrade: { canUpgrade: true, canDowngrade: false },
  downgrade: { canUpgrade: false, canDowngrade: true }
}

const disabled: MigrationPolicy = { canUpgrade: false, canDowngrade: false }

/** The value of `group.consumer.migration.policy`; what is not known allows nothing. */
export const migrationPolicy = (name: string | null): MigrationPolicy =>
  policies[(name ?? '').toLowerCase()] ?? disabled
