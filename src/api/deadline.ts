/**
 * True when a change has no time to be made: KRaft's controller refuses it with REQUEST_TIMED_OUT before it looks at it, and
 * changes nothing. A time of 0 ms is up too. Source: org.apache.kafka.controller.QuorumController, event deadlines.
 */
export const isTimeUp = (timeoutMs: number): boolean => timeoutMs <= 0
