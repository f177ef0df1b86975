/** What went in and out, of one topic or of all. Plain numbers: each request adds to them. */
export interface Traffic {
  messagesIn: number
  bytesIn: number
  bytesOut: number
}

export const noTraffic = (): Traffic => ({ messagesIn: 0, bytesIn: 0, bytesOut: 0 })
