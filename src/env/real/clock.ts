import type { Clock, Machine } from '../env.ts'
import { monotonicMs, wallMs } from './platform.ts'

export const realClock: Clock = { wallMs, monotonicMs }
export const realMachine: Machine = { monotonicMs }
