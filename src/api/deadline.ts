/**
 * Whether a change has no time left. KRaft's controller then refuses it with REQUEST_TIMED_OUT without looking at it; a timeout
 * of 0 ms counts too. Source: org.apache.kafka.controller.QuorumController, event deadlines.
 */
export const isTimeUp = (timeoutMs: number): boolean => timeoutMs <= 0
