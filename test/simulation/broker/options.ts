import { parseArgs } from 'node:util'

export const usage = 'usage: npm run sim -- [--brokers N] [--seed N] [--runs N] [--minutes N] [--trace]'

const numbers = { seed: -1, runs: 1, minutes: 1, brokers: 1 }

export type SimulationOptions = typeof numbers & { readonly trace: boolean }

/**
 * Parses the options of `npm run sim`, or returns an error: an ignored flag or an invalid number would run something other than what
 * was meant. `seed` is -1 if not given.
 */
export function simulationOptions(args: string[]): SimulationOptions | string {
  const text = { type: 'string' } as const
  const options = { seed: text, runs: text, minutes: text, brokers: text, trace: { type: 'boolean' } } as const
  try {
    const { trace = false, ...given } = parseArgs({ args, options }).values
    for (const [name, value] of Object.entries(given))
      if (!(Number(value) >= 0 && Number.isFinite(Number(value)))) return `--${name} ${value} is not a number`
    const asNumbers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Number(value)]))
    return { ...numbers, ...asNumbers, trace }
  } catch (error) {
    return (error as Error).message
  }
}
