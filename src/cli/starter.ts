import { readFileSync } from 'node:fs'

const lookEveryMs = 250

/** What is known of the processes above this one; tests hand in another. */
export interface Ancestry {
  /** Of this process's parent now. */
  parent(): number
  /** Of another process's parent; undefined where the platform does not say. */
  parentOf(pid: number): number | undefined
  isAlive(pid: number): boolean
}

const realAncestry: Ancestry = {
  parent: () => process.ppid,
  parentOf(pid) {
    try {
      // The name of the program, in parentheses, may hold anything; what follows is the state and the parent.
      return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1])
    } catch {
      return undefined
    }
  },
  isAlive(pid) {
    try {
      process.kill(pid, 0)
      return true
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM'
    }
  }
}

/**
 * Whether this command was started as `npx ottla ...` or by this project's own `npm start`. Both put a shell between npm and
 * the command, and npm passes a signal on to the shell only, which dies of it and leaves the command behind. Scripts of other
 * packages are left alone, because a script may put a broker into the background and end.
 */
export function isBehindNpm(environment: NodeJS.ProcessEnv): boolean {
  const { npm_lifecycle_event: event, npm_lifecycle_script: script = '' } = environment
  if (event === 'npx') return /^"?ottla\b/.test(script)
  return event === 'start' && script.includes('scripts/run.mjs start')
}

/** Calls `gone` once when the shell or the npm above it has ended. */
export function watchStarter(gone: () => void, ancestry: Ancestry = realAncestry): { look(): boolean; cancel(): void } {
  const parent = ancestry.parent()
  const above = ancestry.parentOf(parent)
  let timer: NodeJS.Timeout | undefined
  const cancel = () => clearInterval(timer)
  const look = () => {
    const isThere = ancestry.parent() === parent && ancestry.isAlive(parent) && ancestry.parentOf(parent) === above
    if (!isThere) {
      cancel()
      gone()
    }
    return isThere
  }
  timer = setInterval(look, lookEveryMs).unref()
  return { look, cancel }
}
