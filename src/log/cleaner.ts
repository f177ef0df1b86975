import type { FileLog, LogShared } from './log.ts'

/** Placeholder of the room's plan: compaction is built in cleaner.ts next. */
export async function cleanLogs(_logs: readonly FileLog[], _shared: LogShared): Promise<void> {}
