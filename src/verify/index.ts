/** The compatibility suite: black-box checks of what clients rely on, and the comparison of two brokers by them. */
export type { Check, PlacedCheck } from './check.ts'
export { suite } from './checks/index.ts'
export { type Difference, differences } from './differences.ts'
export { type CheckResult, type Outcome, type RunSummary, versionsText } from './result.ts'
export { chosenChecks, runVerify, suiteAreas, type VerifyOptions, type VerifyOutput } from './verify.ts'
