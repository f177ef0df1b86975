/** Traffic counters of one topic or of all. Plain numbers that each request increments. */
export interface Traffic {
  messagesIn: number
  bytesIn: number
  bytesOut: number
}

export const noTraffic = (): Traffic => ({ messagesIn: 0, bytesIn: 0, bytesOut: 0 })
