import type { Clock } from '../env.ts'
import { monotonicMs, wallMs } from './platform.ts'

export const realClock: Clock = { wallMs, monotonicMs }
