/*
 * The effect of an ISR change on the eligible leader replicas (KIP-966): state in, state out. Writes nothing. Source:
 * org.apache.kafka.controller.PartitionChangeBuilder#maybePopulateTargetElr.
 */
import type { PartitionImage } from '../metadata/index.ts'

const none: readonly never[] = []

/**
 * The state with this ISR. While it is smaller than `minInSync`, nothing more is committed, so replicas that leave it still have
 * every acknowledged record and stay eligible leaders. Those in `unclean` do not, because they did not shut down cleanly.
 */
export function withInSync(
  state: PartitionImage,
  isr: readonly number[],
  minInSync: number,
  unclean: readonly number[] = none
): PartitionImage {
  if (isr.length >= Math.min(minInSync, state.replicas.length)) return { ...state, isr, elr: none, lastKnownElr: none }
  const before = [...new Set([...state.isr, ...state.elr])]
  const elr = before.filter((id) => !isr.includes(id) && state.replicas.includes(id) && !unclean.includes(id))
  return { ...state, isr, elr }
}
