/** Reachability between machines of a simulated cluster: brokers `b1`, `b2`, and clients. Links are cut in one or both directions. */
import type { Links } from '../broker/net.ts'

export const firstPort = 9_092
export const nodeOf = (brokerId: number): string => `b${brokerId}`
export const portOf = (brokerId: number): number => firstPort + brokerId - 1

export class ClusterLinks implements Links {
  readonly #cut = new Set<string>()
  readonly #extraMs = new Map<string, number>()
  /** Without power: connections to it are not even refused. */
  readonly off = new Set<string>()

  nodeOf(port: number): string {
    return nodeOf(port - firstPort + 1)
  }

  isCut(from: string, to: string): boolean {
    return from !== to && (this.#cut.has(`${from}>${to}`) || this.off.has(from) || this.off.has(to))
  }

  extraMs(from: string, to: string): number {
    return this.#extraMs.get(`${from}>${to}`) ?? 0
  }

  cut(from: string, to: string): void {
    this.#cut.add(`${from}>${to}`)
  }

  mend(from: string, to: string): void {
    this.#cut.delete(`${from}>${to}`)
  }

  slow(from: string, to: string, ms: number): void {
    this.#extraMs.set(`${from}>${to}`, ms)
  }

  heal(): void {
    this.#cut.clear()
    this.#extraMs.clear()
  }
}
