import type { ApiName } from '../protocol/index.ts'
import type { Trial } from './trial.ts'

/** One thing that clients rely on, as a script against a broker that fails when the broker does otherwise. */
export interface Check {
  /** A sentence about behaviour; unique. */
  readonly name: string
  /** The API whose behaviour it is about. */
  readonly api: ApiName
  /** First and last version of that API that the script sends. */
  readonly versions: readonly [number, number]
  /** Where Kafka decided it, such as `KIP-98`. */
  readonly kip?: string
  /** Apache Kafka 4.3.1 dropped these versions: there it is skipped, elsewhere it runs. */
  readonly kafka43?: 'not spoken'
  /** Runs with no other check beside it. */
  readonly alone?: boolean
  /** Waits for seconds: is started before all others, so that they run meanwhile. */
  readonly slow?: boolean
  run(trial: Trial): Promise<void>
}

/** A check in its place in the suite. */
export interface PlacedCheck extends Check {
  /** The folder or file of the suite that it stands in, such as `groups`. */
  readonly area: string
  /** Position in the suite, from 1: the order of every report. */
  readonly number: number
}

/** What a version check says of one version. */
interface VersionTable {
  readonly api: ApiName
  readonly from: number
  readonly to: number
  /** What Apache Kafka 4.3.1 still speaks; versions outside are marked `not spoken`. */
  readonly kafka43: readonly [number, number]
  /** The sentence behind `<Api> v<n>`. */
  readonly says: string
  run(trial: Trial, version: number): Promise<void>
}

/** The good path at each version of an API as a check of its own, since each has its own bytes and its own fields. */
export function atEveryVersion(table: VersionTable): Check[] {
  const checks: Check[] = []
  for (let version = table.from; version <= table.to; version++) {
    const spoken = version >= table.kafka43[0] && version <= table.kafka43[1]
    checks.push({
      name: `${table.api} v${version} ${table.says}`,
      api: table.api,
      versions: [version, version],
      ...(spoken ? {} : { kafka43: 'not spoken' as const }),
      run: (trial) => table.run(trial, version)
    })
  }
  return checks
}
