/*
 * Owns what a change of the in-sync replicas does to the eligible ones (KIP-966): state in, state out. Writes nothing.
 * Source: org.apache.kafka.controller.PartitionChangeBuilder#maybePopulateTargetElr.
 */
import type { PartitionImage } from '../metadata/index.ts'

const none: readonly never[] = []

/**
 * The state with these in-sync replicas. While they are fewer than `minInSync`, nothing more is committed, so whoever leaves them
 * still has every acknowledged record and stays eligible to lead. Those in `unclean` do not: they stopped in no good order.
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
