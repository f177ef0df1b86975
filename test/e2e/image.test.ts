/**
 * Goal: the image stands in for Kafka's images. Method: its scripts below a directory of their own, started as an engine and
 * the modules of Testcontainers start them; `npm run compat -- image` does the same in a bare root directory with busybox.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRealEnv } from '../../src/env/real/index.ts'
import { Client } from '../../src/verify/client.ts'
import { freePorts, ImageRoot } from './image-root.ts'

interface Contract {
  readonly name: string
  readonly environment: Record<string, string>
  readonly entrypoint: readonly string[] | null
  readonly command: readonly string[]
  readonly script: { readonly path: string; readonly lines: readonly string[] }
  readonly ready: { readonly pattern: string; readonly stream: 'stdout' | 'any' }
  readonly clusterId?: string
}

const here = dirname(fileURLToPath(import.meta.url))
const contracts = JSON.parse(readFileSync(join(here, '../compat/image/testcontainers.json'), 'utf8')) as Contract[]
const has = (program: string) => {
  try {
    return execFileSync('sh', ['-c', `command -v ${program}`]).length > 0
  } catch {
    return false
  }
}
// What cannot run a shell cannot run the image's scripts; the engine that builds the image can.
const describeIf = process.platform !== 'win32' && has('bash') ? describe : describe.skip

async function metadataAt(port: number) {
  const options = { clientId: 'test', transcript: undefined, index: 0 }
  const client = await Client.open(createRealEnv(), { host: '127.0.0.1', port }, options)
  try {
    return await client.call('Metadata', 9, { topics: null })
  } finally {
    client.frames.close()
  }
}

describeIf('the image', () => {
  let root: ImageRoot
  beforeEach(() => {
    root = new ImageRoot()
  })
  afterEach(() => root.remove())

  test.each(contracts)('$name: its command, script, line and advertised listeners', async (contract) => {
    const [client = 0, broker = 0, controller = 0, zookeeper = 0] = await freePorts(4)
    const filled = (text: string) =>
      text
        .replaceAll('{client}', String(client))
        .replaceAll('{broker}', String(broker))
        .replaceAll('{controller}', String(controller))
        .replaceAll('{hostname}', 'inside')
        .replaceAll('2181', String(zookeeper))
        // Two names of programs that are not of the same kind everywhere.
        .replace('sed -i ', process.platform === 'darwin' ? "sed -i '' " : 'sed -i ')
        .replace('$(hostname -i', '$(echo 10.1.2.3')
    const environment = Object.fromEntries(Object.entries(contract.environment).map(([k, v]) => [k, filled(v)]))
    const container = root.run(contract.command, { environment, entrypoint: contract.entrypoint })
    root.write(contract.script.path, `${filled(contract.script.lines.join('\n'))}\n`)
    await container.line(new RegExp(contract.ready.pattern), contract.ready.stream)
    await container.line(/RECOVERY to RUNNING/, 'stdout')
    const seen = await metadataAt(client)
    expect(seen.brokers).toEqual([expect.objectContaining({ nodeId: 1, port: client })])
    expect(['localhost', '127.0.0.1']).toContain(seen.brokers[0]?.host)
    if (contract.clusterId !== undefined) expect(seen.clusterId).toBe(contract.clusterId)
    const inner = await metadataAt(broker)
    expect(inner.brokers).toEqual([expect.objectContaining({ nodeId: 1, port: broker })])
    expect(container.output.stderr).not.toMatch(/error|not found|No such/i)
  })

  test('a program of the system after the name is run, and a word that is none is explained', async () => {
    const shell = root.run(['sh', '-c', 'echo from the shell; exit 3'])
    expect(await shell.exited).toBe(3)
    expect(shell.output.stdout).toBe('from the shell\n')
    const wrong = root.run(['nosuch-command'])
    expect(await wrong.exited).toBe(2)
    expect(wrong.output.stderr).toContain('nosuch-command')
    for (const words of [['--help'], ['start', '--help'], ['--version'], ['ottla', '--version']]) {
      const told = root.run(words)
      expect(await told.exited).toBe(0)
      expect(told.output.stdout).not.toBe('')
    }
  })

  test("flags start a broker, commands and Kafka's tools talk to it, SIGTERM stops it in good order", async () => {
    const [port = 0] = await freePorts(1)
    const container = root.run(['--port', String(port), '--topic', 'orders:3'])
    await container.line(/Kafka Server started/, 'stdout')
    const bootstrap = `127.0.0.1:${port}`
    const commands = [
      ['groups', 'list'],
      ['kafka-topics', '--create', '--topic', 'made', '--partitions', '2', '--bootstrap-server', bootstrap],
      ['kafka-topics.sh', '--list', `--bootstrap-server=${bootstrap}`]
    ]
    const outputs: string[] = []
    for (const words of commands) {
      const command = root.run(words, { environment: { OTTLA_BOOTSTRAP: bootstrap } })
      expect([words.join(' '), await command.exited, command.output.stderr]).toEqual([words.join(' '), 0, ''])
      outputs.push(command.output.stdout)
    }
    expect(outputs[2]).toMatch(/made[\s\S]*orders/)
    container.child.kill('SIGTERM')
    expect(await container.exited).toBe(0)
    expect(container.output.stderr).toMatch(/SIGTERM/)
  })

  test('topics of KAFKA_CREATE_TOPICS are there, and a mounted server.properties is weaker than the environment', async () => {
    const [port = 0, other = 0] = await freePorts(2)
    const mounted = join(root.path, 'mounted')
    mkdirSync(mounted)
    const lines = ['node.id=7', 'num.partitions=4', `listeners=PLAINTEXT://:${other}`]
    writeFileSync(join(mounted, 'server.properties'), lines.join('\n'))
    const container = root.run(['start'], {
      environment: {
        KAFKA_MOUNTED_CONF_DIR: mounted,
        KAFKA_CFG_LISTENERS: `PLAINTEXT://:${port}`,
        KAFKA_CREATE_TOPICS: 'plain:2:1, squeezed:1:1:compact,bare',
        KAFKA_KRAFT_CLUSTER_ID: 'from-bitnami'
      }
    })
    await container.line(/Kafka Server started/, 'stdout')
    const { brokers, topics, clusterId } = await metadataAt(port)
    expect([brokers[0]?.nodeId, clusterId]).toEqual([7, 'from-bitnami'])
    const counts = topics.map(({ name, partitions }) => `${name}:${partitions.length}`).sort()
    expect(counts).toEqual(['bare:4', 'plain:2', 'squeezed:1'])
  })
})
