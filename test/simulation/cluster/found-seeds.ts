/** Seeds of five brokers that found a fault once. A change of the simulation makes other runs of them: then they are seeds like any. */
import type { FoundSeed } from '../broker/found-seeds.ts'

export const foundClusterSeeds: readonly FoundSeed[] = [
  {
    seed: 3041,
    minutes: 0.07,
    what: 'a follower whose write had failed told its leader of a record that was not yet on its disk'
  }
]
