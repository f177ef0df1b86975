/** Five-broker seeds that once found a fault. A change to the simulation changes their runs, and makes them ordinary seeds. */
import type { FoundSeed } from '../broker/found-seeds.ts'

export const foundClusterSeeds: readonly FoundSeed[] = [
  {
    seed: 3041,
    minutes: 0.07,
    what: 'a follower whose write had failed told its leader of a record that was not yet on its disk'
  }
]
