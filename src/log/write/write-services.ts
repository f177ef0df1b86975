import type { StoreServices } from '../disk/store-services.ts'
import type { Backlog } from './backlog.ts'
import type { RecordChecks } from './record-checks.ts'
import type { TailCache } from './tail-cache.ts'
import type { WritePace } from './write-pace.ts'
import type { WriteScheduler } from './write-scheduler.ts'

/** What all logs of a store share to append. */
export interface WriteServices extends StoreServices {
  readonly cache: TailCache
  readonly writePace: WritePace
  readonly backlog: Backlog
  readonly checks: RecordChecks
  readonly scheduler: WriteScheduler
}
