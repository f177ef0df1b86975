// A container without an engine: a root directory on an overlay of its own, pid, mount and network namespaces, a user.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exec } from '../kit.mjs'

export { exec, expectMatch, need, root, Skip, scratch } from '../kit.mjs'

const path = '/opt/ottla/bin:/usr/local/bin:/usr/bin:/bin'
/** What is mounted still when this process ends is let go first, and removed then. */
const places = new Set()
function discard(place) {
  spawnSync('umount', ['-R', '-l', join(place, 'root')])
  rmSync(place, { recursive: true, force: true })
  places.delete(place)
}
process.on('exit', () => {
  for (const place of places) discard(place)
})
function directory(name) {
  const place = mkdtempSync(join(tmpdir(), `ottla-compat-${name}-`))
  places.add(place)
  return place
}

const patienceMs = 60_000
const quote = (word) => `'${String(word).replaceAll("'", "'\\''")}'`

/** `docker run`: resolves when the process is spawned. `data` is a directory to use as the volume /data. */
export async function startContainer(image, command, options = {}) {
  const { environment = {}, entrypoint, user = 1000, group = user, readOnly = false, data = dataDirectory() } = options
  const place = directory('container')
  chmodSync(place, 0o755)
  const words = [...(entrypoint ?? ['/opt/ottla/bin/entrypoint']), ...command]
  for (const folder of ['upper', 'work', 'root']) mkdirSync(join(place, folder))
  chmodSync(join(place, 'upper'), 0o755)
  const root = join(place, 'root')
  await exec('mount', [
    '-t',
    'overlay',
    'overlay',
    '-o',
    `lowerdir=${image},upperdir=${place}/upper,workdir=${place}/work`,
    root
  ])
  await exec('mount', ['--bind', data, join(root, 'data')])
  if (readOnly) {
    await exec('mount', ['-o', 'remount,ro', root])
    await exec('mount', ['-t', 'tmpfs', 'tmpfs', join(root, 'tmp')])
  }
  // The loopback of the new network, /proc of the new pids, then the root and the user; the first process is the image's.
  const setUp = [
    'ip link set lo up 2> /dev/null || busybox ip link set lo up || ifconfig lo up',
    `mount -t proc proc ${quote(join(root, 'proc'))}`,
    'cd /',
    `exec chroot --userspec=${user}:${group} --groups= ${quote(root)} /bin/sh -c ${quote(`cd /tmp; exec ${words.map(quote).join(' ')}`)}`
  ]
  const child = spawn(
    'unshare',
    ['--fork', '--pid', '--mount', '--net', '--uts', '--kill-child', 'sh', '-c', setUp.join('\n')],
    {
      env: { PATH: `${path}:/usr/sbin:/sbin`, ...environment },
      stdio: ['ignore', 'pipe', 'pipe']
    }
  )
  const output = { stdout: '', stderr: '' }
  const watchers = []
  for (const stream of ['stdout', 'stderr'])
    child[stream].on('data', (chunk) => {
      output[stream] += chunk
      for (const watcher of watchers) watcher()
    })
  const exited = new Promise((resolve) => child.once('close', (code) => resolve(code)))
  const fault = (what) => new Error(`${what}\n${output.stdout}\n${output.stderr}`)

  /** @param {RegExp} pattern @param {string} [stream] @returns {Promise<void>} */
  function line(pattern, stream) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(fault(`no line matches ${pattern} in time`)), patienceMs)
      const look = () => {
        if (!pattern.test(output.stdout + (stream === 'any' ? output.stderr : ''))) return
        clearTimeout(timer)
        resolve()
      }
      watchers.push(look)
      look()
      exited.then(() => {
        clearTimeout(timer)
        reject(fault(`it ended, and no line matches ${pattern}`))
      })
    })
  }

  /** The pid, outside, of the container's first process. */
  async function first() {
    const { stdout } = await exec('pgrep', ['-P', String(child.pid)])
    return stdout.trim().split('\n')[0]
  }

  /** `docker exec`, with the environment that the container was given. */
  async function within(args) {
    const variables = Object.entries({ PATH: path, ...environment }).map(([name, value]) => `${name}=${value}`)
    const enter = ['--target', await first(), '--pid', '--net', '--mount', '--root']
    const shell = ['/bin/sh', '-c', 'cd /tmp; exec "$@"', 'exec']
    return exec('nsenter', [...enter, '/bin/busybox', 'env', '-i', ...variables, ...shell, ...args], {
      timeoutMs: patienceMs
    })
  }

  return {
    root,
    data,
    output,
    exited,
    line,
    exec: within,
    healthy: () => within(['node', '/opt/ottla/lib/node_modules/ottla/dist/cli/image/health.js']),
    async stop() {
      process.kill(Number(await first()), 'SIGTERM')
      return exited
    },
    async remove() {
      // The first process by itself: unshare cannot take along one that has become another user.
      if (child.exitCode === null) process.kill(Number(await first()), 'SIGKILL')
      await exited
      discard(place)
    }
  }
}

/** As the image makes /data: everybody may write there. */
function dataDirectory() {
  const data = directory('volume')
  chmodSync(data, 0o1777)
  return data
}
