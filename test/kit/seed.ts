/**
 * Property tests and simulations run the same cases each time, so that a change and not chance decides whether they pass.
 * Costly invariants are checked. `OTTLA_SEED=random npm test` runs others, `OTTLA_SEED=<number>` those of that seed; fast-check names the seed of what it finds.
 */
import { configureGlobal } from 'fast-check'
import { watchInvariants } from '../../src/env/invariants.ts'

const { OTTLA_SEED = '1' } = process.env
/** An integer that is not negative. */
export const seed = OTTLA_SEED === 'random' ? Math.floor(Math.random() * 1e9) : Number(OTTLA_SEED)

/** A failure is made smaller for so long at most, so that it is told before its test is given up. */
const propertyMsMax = 120_000

watchInvariants()
configureGlobal({ seed, interruptAfterTimeLimit: propertyMsMax, markInterruptAsFailure: true })
