import type { StoreServices } from '../disk/store-services.ts'
import type { ReadBuffers } from './read-buffers.ts'
import type { ReadPace } from './read-pace.ts'

/** Services that all logs of a store share for reading. */
export interface ReadServices extends StoreServices {
  readonly buffers: ReadBuffers
  readonly readPace: ReadPace
}
