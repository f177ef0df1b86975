// An etcd on loopback, of one member or several, with its data in scratch directories, that can be killed and started again.
import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { join } from 'node:path'
import { freePorts, within } from '../killing.mjs'
import { exec, has, Skip, scratch } from '../kit.mjs'

/** Installs it where that is possible. */
export async function needEtcd() {
  if (has('etcd')) return
  if (!has('apt-get')) throw new Skip('etcd is not on this machine and there is no apt-get')
  try {
    await exec('apt-get', ['update', '-q'], { timeoutMs: 180_000 })
    // Its service would be started, and take the port.
    await exec('apt-get', ['install', '-y', '-q', 'etcd-server', 'etcd-client'], {
      env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
      timeoutMs: 180_000
    })
  } catch (error) {
    throw new Skip(`etcd could not be installed: ${String(error).slice(0, 200)}`)
  }
  if (!has('etcd')) throw new Skip('there is no etcd in the packages of this machine')
}

/** @returns {Promise<any>} */
const post = (url, options, message) =>
  new Promise((resolve, reject) => {
    const sent = (url.startsWith('https') ? secureRequest : request)(url, { ...options, method: 'POST' }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => {
        text += chunk
      })
      answer.on('end', () => {
        try {
          resolve(JSON.parse(text))
        } catch (error) {
          reject(error)
        }
      })
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(message))
  })

/**
 * Members of one etcd, not started yet. `serve()` starts one, and resolves when it answers, for which more than half of them must be
 * there.
 * @param {{ count?: number, more?: readonly string[], secure?: import('node:https').RequestOptions, directory?: string }} [options]
 *   `secure`: it speaks TLS, and this is how it is asked. `directory`: where each has a directory of its name; scratch otherwise
 */
export async function etcdMembers({ count = 1, more = [], secure, directory } = {}) {
  const ports = await freePorts(2 * count)
  const peerOf = (at) => `http://127.0.0.1:${ports[2 * at + 1]}`
  const names = Array.from({ length: count }, (_, at) => `etcd-${at + 1}`)
  const initial = names.map((name, at) => `${name}=${peerOf(at)}`).join()
  return names.map((name, at) => {
    const port = ports[2 * at]
    const client = `${secure === undefined ? 'http' : 'https'}://127.0.0.1:${port}`
    const peer = peerOf(at)
    const place = directory === undefined ? scratch(name) : join(directory, name)
    const args = [
      ...['--name', name, '--data-dir', place, '--log-level', 'error', '--logger', 'zap'],
      ...['--listen-client-urls', client, '--advertise-client-urls', client],
      ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer, '--initial-cluster', initial],
      ...more
    ]
    const call = (path, message) => post(`${client}/v3${path}`, secure ?? {}, message)
    return {
      name,
      port,
      call,
      async serve() {
        const child = spawn('etcd', args, { stdio: 'ignore' })
        const exited = new Promise((done) => child.on('close', done))
        const isUp = () =>
          call('/kv/range', { key: 'YQ==' }).then(
            (answer) => answer.header !== undefined,
            () => false
          )
        await within(60_000, () => `${name} does not answer`, isUp)
        return { child, exited, tail: [] }
      }
    }
  })
}

/**
 * @param {readonly string[]} [more]
 * @param {import('node:https').RequestOptions} [secure]
 */
export async function startEtcd(more = [], secure = undefined) {
  const [member] = await etcdMembers({ more, secure })
  let server = await member.serve()
  return {
    address: `127.0.0.1:${member.port}`,
    call: member.call,
    start: async () => {
      server = await member.serve()
    },
    /** @param {NodeJS.Signals} signal */
    signal: (signal) => server.child.kill(signal),
    kill() {
      server.child.kill('SIGKILL')
      return server.exited
    }
  }
}
