import type { MigrationPolicy } from './context.ts'

const policies: Readonly<Record<string, MigrationPolicy>> = {
  bidirectional: { canUpgrade: true, canDowngrade: true },
  upgrade: { canUpgrade: true, canDowngrade: false },
  downgrade: { canUpgrade: false, canDowngrade: true }
}

const disabled: MigrationPolicy = { canUpgrade: false, canDowngrade: false }

/** Parses `group.consumer.migration.policy`. An unknown value allows nothing. */
export const migrationPolicy = (name: string | null): MigrationPolicy =>
  policies[(name ?? '').toLowerCase()] ?? disabled
