import type { Machine } from '../../env/index.ts'

/** The same line is written once in so long, with how often it was left out. */
const quietMs = 60_000
const linesKept = 200

/** A disk that is full or broken would otherwise fill the log with one line for each request. */
export function quietReport(machine: Machine, report: (line: string) => void): (line: string) => void {
  const known = new Map<string, { untilMs: number; leftOut: number }>()
  return (line) => {
    const nowMs = machine.monotonicMs()
    const before = known.get(line)
    if (before !== undefined && nowMs < before.untilMs) {
      before.leftOut++
      return
    }
    known.delete(line)
    const [oldest] = known.keys()
    if (known.size >= linesKept && oldest !== undefined) known.delete(oldest)
    known.set(line, { untilMs: nowMs + quietMs, leftOut: 0 })
    const leftOut = before?.leftOut ?? 0
    report(leftOut === 0 ? line : `${line} (and ${leftOut} times since this was last written)`)
  }
}
