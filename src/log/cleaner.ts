import type { FileLog, LogShared } from './log.ts'

/** Compacts logs in the background. */
export class Cleaner {
  constructor(_shared: LogShared, _checkpointPath: string) {}
  restore(_logs: ReadonlyMap<string, FileLog>): void {}
  async run(_logs: Iterable<FileLog>): Promise<void> {}
  stop(): void {}
  async idle(): Promise<void> {}
}
