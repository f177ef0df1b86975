import type { Check, PlacedCheck } from '../check.ts'
import { apiVersions } from './api-versions.ts'
import { produceBatches } from './produce/batches.ts'
import { produceErrors } from './produce/errors.ts'
import { idempotence } from './produce/idempotence.ts'
import { produceVersions } from './produce/versions.ts'

/** The suite in its order: areas, and the checks in each. */
const areas: readonly (readonly [area: string, checks: readonly Check[]])[] = [
  ['versions', apiVersions],
  ['produce', [...produceVersions, ...produceErrors, ...produceBatches, ...idempotence]]
]

export const suite: readonly PlacedCheck[] = areas
  .flatMap(([area, checks]) => checks.map((check) => ({ ...check, area })))
  .map((check, index) => ({ ...check, number: index + 1 }))
