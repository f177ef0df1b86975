import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
/** Paths that the image owns; in the tests they stand below a directory of their own. */
const ownPaths =
  /(?<![\w.}/])\/(?:opt\/ottla|opt\/kafka|etc\/kafka|etc\/confluent|tmp|usr\/sbin|tc-start|testcontainers|data)(?=[/\s;.'")]|$)/g

/** The files of the image below a directory, so that its scripts run without an engine and without being root. */
export class ImageRoot {
  readonly path = mkdtempSync(join(tmpdir(), 'ottla-image-'))
  readonly #started: ChildProcess[] = []

  constructor() {
    for (const folder of ['tmp', 'data', 'usr/sbin', 'opt/kafka/bin', 'opt/ottla/lib/node_modules'])
      mkdirSync(join(this.path, folder), { recursive: true })
    cpSync(join(project, 'image', 'etc'), join(this.path, 'etc'), { recursive: true })
    cpSync(join(project, 'image', 'bin'), join(this.path, 'opt/ottla/bin'), { recursive: true })
    symlinkSync(project, join(this.path, 'opt/ottla/lib/node_modules/ottla'))
    symlinkSync(join(project, 'dist/cli/main.cjs'), join(this.path, 'opt/ottla/bin/ottla'))
    for (const tool of dockerfileTools())
      for (const name of [tool, `${tool}.sh`]) symlinkSync('kafka-tool', join(this.path, 'opt/ottla/bin', name))
    for (const folder of ['etc', 'opt/ottla/bin'])
      for (const entry of readdirSync(join(this.path, folder), { recursive: true, withFileTypes: true }))
        if (entry.isFile())
          this.write(
            join(entry.parentPath.slice(this.path.length), entry.name),
            readFileSync(join(entry.parentPath, entry.name), 'utf8')
          )
  }

  /** Paths of the image in a text, moved below this root. */
  moved(text: string): string {
    return text.replace(ownPaths, (path) => `${this.path}${path}`)
  }

  /** Puts an executable script where the image, or who starts it, would. */
  write(path: string, text: string): void {
    const target = join(this.path, path)
    // Whoever waits for the name may run it at once.
    writeFileSync(`${target}.new`, this.moved(text))
    chmodSync(`${target}.new`, 0o755)
    renameSync(`${target}.new`, target)
  }

  /** What `docker run -e ... --entrypoint ... image command` starts. */
  run(
    command: readonly string[],
    {
      environment = {},
      entrypoint
    }: { environment?: Record<string, string>; entrypoint?: readonly string[] | null } = {}
  ): Container {
    const [program = '', ...args] = [...(entrypoint ?? ['/opt/ottla/bin/entrypoint']), ...command].map((word) =>
      this.moved(word)
    )
    const path = `${join(this.path, 'opt/ottla/bin')}:${process.env.PATH}`
    const child = spawn(program, args, {
      cwd: join(this.path, 'tmp'),
      env: { PATH: path, KAFKA_LOG_DIRS: join(this.path, 'data'), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true
    })
    this.#started.push(child)
    return new Container(child)
  }

  /** Ends what still runs, with all that it started, and removes the files. */
  remove(): void {
    for (const { pid, exitCode } of this.#started) {
      try {
        if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
    rmSync(this.path, { recursive: true, force: true })
  }
}

/** The names that the Dockerfile links to the script `kafka-tool`. */
function dockerfileTools(): string[] {
  const [, names = ''] = /for tool in ([\s\S]*?); do/.exec(readFileSync(join(project, 'Dockerfile'), 'utf8')) ?? []
  return names.split(/[\s\\]+/).filter((name) => name !== '')
}

/** A started process with what it wrote. */
export class Container {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  readonly output = { stdout: '', stderr: '' }
  #watchers: (() => void)[] = []

  constructor(child: ChildProcess) {
    this.child = child
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream]?.on('data', (chunk) => {
        this.output[stream] += chunk
        for (const watcher of this.#watchers) watcher()
      })
    this.exited = new Promise((resolve) => child.once('close', resolve))
  }

  /** Resolves when a line matches; rejects when the process ends without one. */
  async line(pattern: RegExp, stream: 'stdout' | 'any' = 'any'): Promise<void> {
    const matches = () => pattern.test(this.output.stdout + (stream === 'any' ? this.output.stderr : ''))
    const seen = new Promise<boolean>((resolve) => {
      const look = () => matches() && resolve(true)
      this.#watchers.push(look)
      look()
    })
    const isSeen = await Promise.race([seen, this.exited.then(() => matches())])
    if (!isSeen) throw new Error(`no line matches ${pattern}:\n${this.output.stdout}${this.output.stderr}`)
  }
}

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
        })
    )
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
