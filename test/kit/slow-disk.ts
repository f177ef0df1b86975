/** A disk whose writes of records take their time: synchronous ones on a clock of its own, those in the pool until a test ends them. */
import {
  type Clock,
  type Disk,
  DiskError,
  type DiskErrorCode,
  type DiskFile,
  type Machine
} from '../../src/env/index.ts'

export interface HeldWrite {
  readonly path: string
  readonly bytes: Buffer
  readonly position: number
  /** Puts the first `bytes` of it into the file, as if the power failed or an error came then. */
  part(bytes: number): void
  land(): void
  fail(code: DiskErrorCode): void
}

export interface SlowDisk {
  readonly disk: Disk
  readonly clock: Clock
  readonly machine: Machine
  /** How long a synchronous write of records takes. */
  writeMs: number
  /** False: a write in the pool ends by itself, in no time. */
  holds: boolean
  nowMs: number
  /** How many synchronous writes of records there were. */
  writes: number
  /** What is under way in the pool, the oldest first. */
  readonly held: readonly HeldWrite[]
  nextHeld(): Promise<HeldWrite>
}

export function slowDisk(disk: Disk): SlowDisk {
  const held: HeldWrite[] = []
  const listeners: (() => void)[] = []
  const hold = (file: DiskFile, buffers: readonly Uint8Array[], position: number) =>
    new Promise<void>((resolve, reject) => {
      const end = (work: () => void) => {
        held.splice(held.indexOf(write), 1)
        work()
      }
      // As the kernel does, it takes the bytes from where they stand when it comes to them.
      const bytes = () => Buffer.concat(buffers)
      const write: HeldWrite = {
        path: file.path,
        get bytes() {
          return bytes()
        },
        position,
        part: (count) => file.write([bytes().subarray(0, count)], position),
        land: () =>
          end(() => {
            file.write([bytes()], position)
            resolve()
          }),
        fail: (code) => end(() => reject(new DiskError(code, file.path, `${file.path}: ${code}`)))
      }
      held.push(write)
      for (const listener of listeners.splice(0)) listener()
    })
  const fileOf = (file: DiskFile): DiskFile => ({
    path: file.path,
    size: () => file.size(),
    write(buffers, position) {
      file.write(buffers, position)
      slow.writes++
      slow.nowMs += slow.writeMs
    },
    writeLater: (buffers, position) =>
      slow.holds ? hold(file, buffers, position) : file.writeLater(buffers, position),
    readSync: (into, offset, length, position) => file.readSync(into, offset, length, position),
    read: (into, offset, length, position) => file.read(into, offset, length, position),
    sync: () => file.sync(),
    syncSync: () => file.syncSync(),
    truncate: (length) => file.truncate(length),
    close: () => file.close()
  })
  const slow: SlowDisk = {
    disk: {
      ...disk,
      open: (path, mode) => (path.endsWith('.log') ? fileOf(disk.open(path, mode)) : disk.open(path, mode))
    },
    clock: { wallMs: () => 1_700_000_000_000, monotonicMs: () => 0 },
    machine: { monotonicMs: () => slow.nowMs },
    writeMs: 0,
    holds: true,
    nowMs: 0,
    writes: 0,
    held,
    async nextHeld() {
      while (held.length === 0) await new Promise<void>((resolve) => listeners.push(resolve))
      return held[0] as HeldWrite
    }
  }
  return slow
}
