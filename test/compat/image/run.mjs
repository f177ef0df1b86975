// The image in a bare root directory: what the Dockerfile puts there, with busybox for Alpine's shell and tools and this
// machine's Node, entered by chroot in namespaces of its own. Each Testcontainers module's command, script and wait rule is
// played against it as an engine would: the script appears after the start, as another user's file.
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { exec, expectMatch, need, root as project, Skip, scratch, startContainer } from './container.mjs'

const contracts = JSON.parse(readFileSync(new URL('./testcontainers.json', import.meta.url), 'utf8'))
const dockerfile = readFileSync(join(project, 'Dockerfile'), 'utf8').replaceAll(/\\\n/g, '')
const nodeUser = 1000

/** Each container has its own root, processes and network. */
export const atOnce = 2

/** The shared libraries and the program itself, where the loader looks for them. */
async function withLibraries(program, root) {
  const { stdout } = await exec('ldd', [program])
  for (const file of [program, ...stdout.matchAll(/(\/\S+) \(0x/g)].map((found) =>
    Array.isArray(found) ? found[1] : found
  )) {
    const target = join(root, file)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(file, target)
    chmodSync(target, 0o755)
  }
}

export async function prepare() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) throw new Skip('chroot needs root on Linux')
  for (const program of ['busybox', 'unshare', 'chroot', 'setpriv', 'ldd', 'npm', 'mount']) need(program)
  const root = scratch('image')
  chmodSync(root, 0o755)
  for (const folder of ['bin', 'tmp', 'proc', 'etc', 'usr/bin', 'usr/sbin', 'usr/local/bin', 'dev'])
    mkdirSync(join(root, folder), { recursive: true })
  chmodSync(join(root, 'tmp'), 0o1777)
  await exec('mknod', ['-m', '666', join(root, 'dev/null'), 'c', '1', '3'])
  const { stdout: busybox } = await exec('which', ['busybox'])
  await withLibraries(busybox.trim(), root).catch(() => {})
  copyFileSync(busybox.trim(), join(root, 'bin/busybox'))
  chmodSync(join(root, 'bin/busybox'), 0o755)
  const { stdout: applets } = await exec('busybox', ['--list'])
  for (const applet of applets.split('\n').filter((name) => /^[a-z[]/.test(name) && name !== 'busybox'))
    symlinkSync('/bin/busybox', join(root, 'bin', applet))
  await withLibraries(process.execPath, root)
  symlinkSync(process.execPath, join(root, 'usr/local/bin/node'))
  symlinkSync('/bin/env', join(root, 'usr/bin/env'))
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n10.0.0.1 inside\n')
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n')
  await build(root)
  return { root }
}

/** The last stage of the Dockerfile, line by line: COPY from the first stage and from here, RUN within the root. */
async function build(root) {
  const folder = scratch('image-package')
  const { stdout } = await exec('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    cwd: project
  })
  const packed = join(folder, stdout.trim().split('\n').at(-1) ?? '')
  const stage = dockerfile.split(/^FROM /m).at(-1) ?? ''
  for (const line of stage.split('\n')) {
    const [, word, rest] = /^([A-Z]+) (.*)$/.exec(line) ?? []
    if (word === 'COPY' && rest.startsWith('--from=build'))
      await exec('npm', ['install', '--global', '--prefix', join(root, 'opt/ottla'), '--no-audit', '--no-fund', packed])
    else if (word === 'COPY') {
      const [from, to] = rest.split(' ')
      mkdirSync(join(root, to), { recursive: true })
      await exec('cp', ['-R', `${join(project, from)}/.`, join(root, to)])
    } else if (word === 'RUN')
      await exec('chroot', [root, '/bin/env', '-i', 'PATH=/bin:/usr/bin', '/bin/sh', '-c', rest])
  }
}

function filled(text) {
  return text
    .replaceAll('{client}', '9093')
    .replaceAll('{broker}', '9092')
    .replaceAll('{controller}', '9094')
    .replaceAll('{hostname}', 'inside')
    .replaceAll('$(hostname -i', '$(echo 10.1.2.3')
}

async function plays(root, contract) {
  const environment = Object.fromEntries(
    Object.entries(contract.environment).map(([name, value]) => [name, filled(value)])
  )
  const container = await startContainer(root, contract.command, { environment, entrypoint: contract.entrypoint })
  try {
    const place = join(container.root, contract.script.path)
    writeFileSync(place, `${filled(contract.script.lines.join('\n'))}\n`)
    // As a user within the container writes it, or as the engine copies it in.
    if (contract.script.path.startsWith('/opt')) chownSync(place, nodeUser, nodeUser)
    chmodSync(place, contract.script.path === '/tc-start.sh' ? 0o644 : 0o777)
    await container.line(new RegExp(contract.ready.pattern), contract.ready.stream)
    await container.line(/RECOVERY to RUNNING/, 'stdout')
    await container.healthy()
    const { stdout } = await container.exec(['ottla', 'ready', '--bootstrap', '127.0.0.1:9093', '--json'])
    if (contract.clusterId !== undefined) expectMatch(stdout, new RegExp(contract.clusterId), 'cluster id')
    const { stdout: made } = await container.exec([
      'sh',
      '-c',
      'echo hello | ottla produce t --bootstrap 127.0.0.1:9093 && ottla consume t --from beginning --count 1 --bootstrap 127.0.0.1:9093'
    ])
    expectMatch(made, /^hello$/m, 'what was produced')
    const told = container.output.stderr.match(/^.*(?:not found|No such|Permission denied|rror:).*$/m)
    if (told !== null) throw new Error(`it complained: ${told[0]}`)
  } finally {
    await container.remove()
  }
}

export const checks = {
  ...Object.fromEntries(contracts.map((contract) => [contract.name, ({ root }) => plays(root, contract)])),
  'with --http the health check asks /readyz': async ({ root }) => {
    const container = await startContainer(root, ['--http', '9644'])
    try {
      await container.line(/Kafka Server started/, 'stdout')
      await container.healthy()
    } finally {
      await container.remove()
    }
  },
  'nothing but the name: it serves on 9092, is healthy, and SIGTERM to process 1 ends it with 0': async ({ root }) => {
    const container = await startContainer(root, ['start'])
    try {
      await container.line(/Kafka Server started/, 'stdout')
      await container.healthy()
      if ((await container.stop()) !== 0) throw new Error(`it ended badly\n${container.output.stderr}`)
    } finally {
      await container.remove()
    }
  },
  "Kafka's tools by their names, in the path and in /opt/kafka/bin": async ({ root }) => {
    const container = await startContainer(root, ['start'], { environment: { KAFKA_CREATE_TOPICS: 'orders:3:1' } })
    try {
      await container.line(/Kafka Server started/, 'stdout')
      for (const words of [
        'kafka-topics --create --if-not-exists --topic made --partitions 2 --replication-factor 1',
        '/opt/kafka/bin/kafka-topics.sh --describe --topic made',
        'kafka-configs --alter --topic made --add-config retention.ms=1000',
        '/opt/bitnami/kafka/bin/kafka-configs.sh --describe --entity-type topics --entity-name made',
        'kafka-consumer-groups.sh --list',
        'kafka-broker-api-versions.sh',
        'kafka-topics --delete --topic made'
      ])
        await container.exec([...words.split(' '), '--bootstrap-server', '127.0.0.1:9092'])
      const piped =
        'echo hello | kafka-console-producer --topic orders && kafka-console-consumer --topic orders --from-beginning --max-messages 1'
      expectMatch((await container.exec(['sh', '-c', piped])).stdout, /^hello$/m, 'what was produced')
      expectMatch((await container.exec(['kafka-topics', '--list'])).stdout, /orders/, 'the list')
    } finally {
      await container.remove()
    }
  },
  'any user, a root directory that cannot be written, and a volume': async ({ root }) => {
    const container = await startContainer(root, ['--port', '9999'], { user: 4711, group: 0, readOnly: true })
    try {
      await container.line(/Kafka Server started/, 'stdout')
      await container.healthy()
      if ((await container.stop()) !== 0) throw new Error(`it ended badly\n${container.output.stderr}`)
      if (!existsSync(join(container.data, 'meta.properties'))) throw new Error('nothing is on the volume')
    } finally {
      await container.remove()
    }
  },
  "a start with another CLUSTER_ID than the volume's is refused": async ({ root }) => {
    const first = await startContainer(root, ['start'], { environment: { CLUSTER_ID: 'one' } })
    await first.line(/Kafka Server started/, 'stdout')
    await first.stop()
    const second = await startContainer(root, ['start'], { environment: { CLUSTER_ID: 'two' }, data: first.data })
    const code = await second.exited
    expectMatch(second.output.stderr, /belongs to cluster one/, 'the refusal')
    await second.remove()
    await first.remove()
    if (code !== 1) throw new Error(`it ended with ${code}`)
  }
}
