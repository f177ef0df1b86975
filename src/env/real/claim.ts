/*
 * One process's claim on a data directory: a name in it that no other process ever uses, and a way for other processes to tell
 * whether this one is alive. Does not decide who holds the directory.
 */
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import * as net from 'node:net'
import { networkInterfaces, hostname as nodeHostname, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { clearInterval, setInterval, wallMs } from './platform.ts'

/** Everything that differs between machines, so that a test can simulate another one. */
export interface Machine {
  readonly platform: NodeJS.Platform
  /** Equal only in processes of one kernel: there, a socket that refuses a connection belongs to a dead process. */
  readonly id: string
  /** False on a file system that cannot hold a Unix socket. */
  readonly hasSockets: boolean
  /** What names of named pipes begin with, on Windows. */
  readonly pipes: string
  /** Heartbeat interval of a claim, in milliseconds. */
  readonly beatMs: number
}

const pattern = /^\.ottla-lock-([0-9a-f]{8})-(\d+)-([0-9a-f]{12})$/
/** A shorter path fits into the address of a Unix socket on every platform (104 bytes on macOS). */
const socketPathBytesMax = 100
/** A kernel that does not answer a connection in this time has a process that has not ended. */
const connectMs = 2_000

/**
 * Containers of one kernel share the id of its boot, whatever their process and network namespaces. Where that cannot be read
 * on Linux every process counts as another machine, because host names repeat.
 */
function thisKernel(platform: NodeJS.Platform): string {
  if (platform === 'linux') {
    try {
      return fs
        .readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')
        .replace(/[^0-9a-f]/g, '')
        .slice(0, 8)
    } catch {
      return randomBytes(4).toString('hex')
    }
  }
  const macs = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ mac }) => mac))
  return shortHash([nodeHostname(), ...new Set(macs)].sort().join())
}

/** FNV-1a: values only have to differ, not to be secret. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

let own: Machine | undefined

export function thisMachine(): Machine {
  if (own?.platform !== process.platform)
    own = {
      platform: process.platform,
      id: thisKernel(process.platform),
      hasSockets: true,
      pipes: '\\\\.\\pipe\\',
      beatMs: 2_000
    }
  return own
}

/** Another process's claim, parsed from its name in the directory. */
export interface Rival {
  readonly name: string
  readonly path: string
  readonly pid: number
  /** Of two claims made at the same time, the one with the lower id wins. */
  readonly id: string
  readonly isOfThisMachine: boolean
}

function rivalOf(directory: string, name: string, machine: Machine): Rival | undefined {
  const match = pattern.exec(name)
  if (match === null) return undefined
  const [, kernel, pid, id = ''] = match
  return { name, path: join(directory, name), pid: Number(pid), id, isOfThisMachine: kernel === machine.id }
}

/** All claims on the directory except the named one. */
export function rivalsIn(directory: string, ownName: string, machine: Machine): Rival[] {
  return fs
    .readdirSync(directory)
    .filter((name) => name !== ownName)
    .map((name) => rivalOf(directory, name, machine))
    .filter((rival) => rival !== undefined)
}

/** Time of the claim's last heartbeat, by its machine's clock; undefined if the claim is gone. */
export function lastBeatMs({ path }: Rival): number | undefined {
  return fs.lstatSync(path, { throwIfNoEntry: false })?.mtimeMs
}

/** `unknown`: only its heartbeat can tell. */
export async function signOf(rival: Rival, directory: string, machine: Machine): Promise<'alive' | 'dead' | 'unknown'> {
  const found = fs.lstatSync(rival.path, { throwIfNoEntry: false })
  if (found === undefined) return 'dead'
  if (!rival.isOfThisMachine) return 'unknown'
  if (machine.platform === 'win32') return connects(pipePath(rival.name, machine))
  if (!found.isSocket()) return 'unknown'
  return withSocketPath(directory, rival.name, machine, connects)
}

const pipePath = (name: string, { pipes }: Machine) => pipes + name.slice(1)

/** A stopped process does not accept connections, but the kernel still connects to it until its queue is full (EAGAIN). */
function connects(path: string): Promise<'alive' | 'dead' | 'unknown'> {
  return new Promise((resolve) => {
    const socket = net.connect({ path })
    const done = (sign: 'alive' | 'dead' | 'unknown') => {
      socket.destroy()
      resolve(sign)
    }
    socket.setTimeout(connectMs, () => done('alive'))
    socket.once('connect', () => done('alive'))
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED' || code === 'ENOENT') done('dead')
      else done(code === 'EACCES' || code === 'EPERM' ? 'unknown' : 'alive')
    })
  })
}

/** Calls `use` with a path of the name that a socket address has room for; it holds until the promise settles. */
async function withSocketPath<T>(
  directory: string,
  name: string,
  { platform }: Machine,
  use: (path: string) => Promise<T>
): Promise<T> {
  const path = join(directory, name)
  if (Buffer.byteLength(path) <= socketPathBytesMax) return use(path)
  if (platform === 'linux') {
    const fd = fs.openSync(directory, 'r')
    try {
      return await use(`/proc/self/fd/${fd}/${name}`)
    } finally {
      fs.closeSync(fd)
    }
  }
  const link = join(tmpdir(), `ottla-${randomBytes(6).toString('hex')}`)
  fs.symlinkSync(directory, link)
  try {
    return await use(join(link, name))
  } finally {
    fs.unlinkSync(link)
  }
}

function listen(path: string): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen({ path, exclusive: true }, () => {
      server.on('error', () => {})
      server.unref()
      resolve(server)
    })
  })
}

/** This process's claim, until it is withdrawn. */
export class Claim {
  readonly name: string
  readonly id: string
  readonly path: string
  readonly #server: net.Server | undefined
  readonly #timer: NodeJS.Timeout

  private constructor(path: string, id: string, server: net.Server | undefined, beatMs: number, beaten: () => void) {
    this.name = basename(path)
    this.id = id
    this.path = path
    this.#server = server
    this.#timer = setInterval(() => {
      this.#beat()
      beaten()
    }, beatMs)
    this.#timer.unref()
  }

  /**
   * On Unix the claim is a socket in the directory, which the kernel closes with its process; on Windows a named pipe does that
   * and a file has the name. Where neither can be made the file alone has to do, with its heartbeat. Rejects with the
   * platform's error.
   */
  static async make(directory: string, machine: Machine, beaten: () => void): Promise<Claim> {
    const id = randomBytes(6).toString('hex')
    const name = `.ottla-lock-${machine.id}-${process.pid}-${id}`
    const isWindows = machine.platform === 'win32'
    let server: net.Server | undefined
    try {
      if (isWindows) server = await listen(pipePath(name, machine))
      else if (machine.hasSockets) server = await withSocketPath(directory, name, machine, listen)
    } catch {
      // The file is tried then, and says why when that cannot be made either.
    }
    try {
      if (server === undefined || isWindows) fs.closeSync(fs.openSync(join(directory, name), 'wx'))
    } catch (error) {
      server?.close()
      throw error
    }
    return new Claim(join(directory, name), id, server, machine.beatMs, beaten)
  }

  get isThere(): boolean {
    return fs.lstatSync(this.path, { throwIfNoEntry: false }) !== undefined
  }

  #beat(): void {
    try {
      const now = new Date(wallMs())
      fs.utimesSync(this.path, now, now)
    } catch {
      // Whether it is gone is for `beaten` to see.
    }
  }

  withdraw(): void {
    clearInterval(this.#timer)
    try {
      fs.rmSync(this.path, { force: true })
    } catch {
      // Its process does not hold it any more, which others can see.
    }
    this.#server?.close()
  }
}
