/** The compatibility suite: black-box checks of what clients rely on, and the comparison of two brokers by them. */
export { clusterSuite, suite } from './checks/index.ts'
export { differences } from './differences.ts'
export { versionsText } from './result.ts'
export { chosenChecks, runVerify, suiteAreas, type VerifyOptions, type VerifyOutput } from './verify.ts'
