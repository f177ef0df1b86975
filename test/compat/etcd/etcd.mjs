// An etcd of one member on loopback, with its data in a scratch directory, that can be killed and started again.
import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { createServer } from 'node:net'
import { within } from '../killing.mjs'
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

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(port))
    })
  })

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
 * @param {readonly string[]} [more]
 * @param {import('node:https').RequestOptions} [secure] it speaks TLS, and this is how it is asked
 */
export async function startEtcd(more = [], secure = undefined) {
  const port = await freePort()
  const client = `${secure === undefined ? 'http' : 'https'}://127.0.0.1:${port}`
  const peer = `http://127.0.0.1:${await freePort()}`
  const args = [
    ...['--data-dir', scratch('etcd'), '--log-level', 'error', '--logger', 'zap'],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer, '--initial-cluster', `default=${peer}`],
    ...more
  ]
  let child
  let ended
  const call = (path, message) => post(`${client}/v3${path}`, secure ?? {}, message)
  const start = async () => {
    child = spawn('etcd', args, { stdio: 'ignore' })
    ended = new Promise((done) => child.on('close', done))
    const isUp = () =>
      call('/kv/range', { key: 'YQ==' }).then(
        (answer) => answer.header !== undefined,
        () => false
      )
    await within(20_000, () => 'etcd does not answer', isUp)
  }
  await start()
  return {
    address: `127.0.0.1:${port}`,
    call,
    start,
    /** @param {NodeJS.Signals} signal */
    signal: (signal) => child.kill(signal),
    kill() {
      child.kill('SIGKILL')
      return ended
    }
  }
}
