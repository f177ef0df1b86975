/** Configured timeouts of every kind of group. */
export const sessionTimeoutMs = 6_000
export const rebalanceTimeoutMs = 8_000

/** Heartbeat interval and session timeout of one kind of group. */
export const sessionSettings = (kind: 'consumer' | 'streams' | 'share'): Record<string, number> => ({
  [`group.${kind}.min.session.timeout.ms`]: sessionTimeoutMs,
  [`group.${kind}.session.timeout.ms`]: sessionTimeoutMs,
  [`group.${kind}.min.heartbeat.interval.ms`]: 1_000,
  [`group.${kind}.heartbeat.interval.ms`]: 1_000
})
