import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Disk, Env } from '../../src/env/index.ts'
import { createMemoryDisk } from '../../src/log/index.ts'
import { VirtualTime } from './virtual-time.ts'

/** An environment on virtual time whose disk is memory. */
export function memoryEnv(disk: Disk = createMemoryDisk(() => 0)): {
  readonly env: Env
  readonly time: VirtualTime
  readonly disk: Disk
} {
  const time = new VirtualTime()
  return { env: { ...time.env, disk }, time, disk }
}

/** Puts the `data/` of the log directory that Apache Kafka 4.3.1 wrote under `directory`. */
export function unpackKafkaDirectory(disk: Disk, directory: string): void {
  const tar = gunzipSync(readFileSync(new URL('../fixtures/logdir-4.3.1.tar.gz', import.meta.url)))
  const text = (from: number, length: number) => tar.toString('latin1', from, from + length).replace(/\0.*$/s, '')
  disk.makeDirectory(directory)
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = text(at, 100).replace(/^\.\//, '')
    const size = Number.parseInt(text(at + 124, 12) || '0', 8)
    const kind = text(at + 156, 1)
    const target = name.startsWith('data/') ? disk.join(directory, name.slice('data/'.length).replace(/\/$/, '')) : ''
    if (target !== '' && target !== `${directory}/`) {
      if (kind === '5') disk.makeDirectory(target)
      else disk.writeFileAtomic(target, tar.subarray(at + 512, at + 512 + size))
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
}

/** Cuts a file of the disk to a length, as a crash would. */
export function cutFile(disk: Disk, path: string, length: number): void {
  const file = disk.open(path, 'write')
  file.truncate(length)
  file.close()
}
