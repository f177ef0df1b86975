import type { Check } from '../../check.ts'
import { controller } from './controller.ts'
import { coordinators } from './coordinators.ts'
import { deletions } from './deletions.ts'
import { elections } from './elections.ts'
import { epochs } from './epochs.ts'
import { heldMoves } from './held-moves.ts'
import { leaders } from './leaders.ts'
import { logDirectories } from './log-directories.ts'
import { moves } from './moves.ts'
import { placement } from './placement.ts'
import { replicas } from './shown-replicas.ts'

/** The part of the suite that asks three brokers of one cluster: areas, and the checks in each. */
export const clusterAreas: readonly (readonly [area: string, checks: readonly Check[]])[] = [
  ['replicas', [...replicas, ...logDirectories, ...deletions]],
  ['leaders', leaders],
  ['epochs', epochs],
  ['placement', placement],
  ['moves', [...moves, ...heldMoves]],
  ['elections', elections],
  ['coordinators', coordinators],
  ['controller', controller]
]
