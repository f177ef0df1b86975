/** Seeds that once found a fault, and the fault. A change to the simulation changes their runs, and makes them ordinary seeds. */
export interface FoundSeed {
  readonly seed: number
  readonly minutes: number
  readonly what: string
}

export const foundSeeds: readonly FoundSeed[] = [
  {
    seed: 30,
    minutes: 0.4,
    what: 'an offset whose record a full disk refused was shown, and went back with a restart'
  },
  { seed: 53, minutes: 0.3, what: 'the second batch of a producer was taken where a full disk had refused its first' },
  {
    seed: 1003,
    minutes: 0.1,
    what: 'the end of an old connection ended the share session that its member had begun on a new one'
  }
]
