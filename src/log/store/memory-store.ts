import type { Env } from '../../env/index.ts'
import { createMemoryDisk } from '../disk/memory-disk.ts'
import { Reserve } from '../disk/reserve.ts'
import { FileStore, type FileStoreOptions } from './file-store.ts'

/** The file store on in-memory files: same code, but its contents end with the process. `directory` is only a name. */
export function openMemoryStore(options: Omit<FileStoreOptions, 'directory' | 'configOf'>): FileStore {
  const env: Env = { ...options.env, disk: createMemoryDisk(() => options.env.clock.wallMs()) }
  const reserve = new Reserve(env, 'memory', options.logger, 0)
  return new FileStore({ ...options, env, reserve, directory: 'memory', configOf: () => undefined })
}
