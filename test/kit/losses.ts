/** What a disk whose power can fail leaves, for tests that look at each moment of some work. */
import type { SimDisk } from './sim-disk.ts'

export interface Loss<Known> {
  readonly disk: SimDisk
  /** What was known when the power failed. */
  readonly known: Known
  /** To tell them apart. */
  readonly at: string
}

/** What the power leaves when it fails before any change of the disk while `work` goes on, or after it. */
export async function lossesIn<Known>(
  disk: SimDisk,
  work: () => unknown,
  known: () => Known,
  seeds = 40
): Promise<Loss<Known>[]> {
  const losses: Loss<Known>[] = []
  let number = 0
  const take = (what: string) => {
    number++
    for (let seed = 0; seed < seeds; seed++)
      losses.push({ disk: disk.powerLoss(seed * 7919 + number), known: known(), at: `${what}, seed ${seed}` })
  }
  disk.onChange = (count, { kind, path }) => take(`${count} ${kind} ${path}`)
  await work()
  disk.onChange = undefined
  take('end')
  return losses
}
