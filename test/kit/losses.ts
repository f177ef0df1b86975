/** What a disk whose power can fail leaves, for tests that look at each moment of some work. */
import { createHash, type Hash } from 'node:crypto'
import type { SimDisk } from './sim-disk.ts'

export interface Loss<Known> {
  readonly disk: SimDisk
  /** What was known when the power failed. */
  readonly known: Known
  /** To tell them apart. */
  readonly at: string
}

/** All names and bytes of a disk, as a hash. */
function printOf(disk: SimDisk, directory = '/', hash: Hash = createHash('sha1')): Hash {
  for (const { name, isDirectory } of disk.list(directory)) {
    const path = `${directory}${name}`
    const bytes = disk.peek(path) ?? Buffer.alloc(0)
    hash.update(`${path}\n${isDirectory ? -1 : bytes.length}\n`).update(bytes)
    if (isDirectory) printOf(disk, `${path}/`, hash)
  }
  return hash
}

/**
 * What the power leaves when it fails before any change of the disk while `work` goes on, or after it; a disk with the bytes of
 * one before it, of which the same was known, is left out.
 */
export async function lossesIn<Known>(
  disk: SimDisk,
  work: () => unknown,
  known: () => Known,
  seeds = 40
): Promise<Loss<Known>[]> {
  const losses: Loss<Known>[] = []
  const prints = new Map<Known, Set<string>>()
  let number = 0
  const take = (what: string) => {
    number++
    const now = known()
    const found = prints.get(now) ?? new Set()
    prints.set(now, found)
    for (let seed = 0; seed < seeds; seed++) {
      const left = disk.powerLoss(seed * 7919 + number)
      const print = printOf(left).digest('hex')
      if (found.has(print)) continue
      found.add(print)
      losses.push({ disk: left, known: now, at: `${what}, seed ${seed}` })
    }
  }
  disk.onChange = (count, { kind, path }) => take(`${count} ${kind} ${path}`)
  await work()
  disk.onChange = undefined
  take('end')
  return losses
}
