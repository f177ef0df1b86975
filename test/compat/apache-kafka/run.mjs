// Apache Kafka's own tools of 4.3.1 against Ottla: what a developer types every day.
import { readdirSync, writeFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { jars, java } from '../clients/java.mjs'
import { beat, joining } from '../clients/streams-member.mjs'
import { exec, expectMatch, root, scratch, startOttla } from '../kit.mjs'

export async function prepare() {
  const libs = await jars('apache-kafka')
  const server = await startOttla()
  const b = ['--bootstrap-server', server.bootstrap]
  const tool = (name, args, options) => java(libs, `org.apache.kafka.tools.${name}`, args, options)
  return { libs, server, b, tool, folder: scratch('tools') }
}

const input = (n) => `${Array.from({ length: n }, (_, i) => `line ${i}`).join('\n')}\n`

export const checks = {
  'kafka-topics creates, lists, describes, alters and deletes': async ({ b, tool }) => {
    await tool('TopicCommand', [
      ...b,
      '--create',
      '--topic',
      'tools',
      '--partitions',
      '2',
      '--config',
      'retention.ms=3600000'
    ])
    expectMatch((await tool('TopicCommand', [...b, '--list'])).stdout, /^tools$/m, 'list')
    expectMatch(
      (await tool('TopicCommand', [...b, '--describe', '--topic', 'tools'])).stdout,
      /PartitionCount: 2.*retention\.ms=3600000/s,
      'describe'
    )
    await tool('TopicCommand', [...b, '--alter', '--topic', 'tools', '--partitions', '3'])
    expectMatch(
      (await tool('TopicCommand', [...b, '--describe', '--topic', 'tools'])).stdout,
      /PartitionCount: 3/,
      'describe after alter'
    )
    await tool('TopicCommand', [...b, '--create', '--topic', 'gone'])
    await tool('TopicCommand', [...b, '--delete', '--topic', 'gone'])
  },
  'kafka-configs changes and describes a topic and a broker': async ({ b, libs }) => {
    const configs = (args) => java(libs, 'kafka.admin.ConfigCommand', [...b, ...args])
    await configs([
      '--alter',
      '--entity-type',
      'topics',
      '--entity-name',
      'tools',
      '--add-config',
      'max.message.bytes=200000'
    ])
    expectMatch(
      (await configs(['--describe', '--entity-type', 'topics', '--entity-name', 'tools'])).stdout,
      /max\.message\.bytes=200000/,
      'topic config'
    )
    await configs([
      '--alter',
      '--entity-type',
      'topics',
      '--entity-name',
      'tools',
      '--delete-config',
      'max.message.bytes'
    ])
    await configs([
      '--alter',
      '--entity-type',
      'brokers',
      '--entity-default',
      '--add-config',
      'log.cleaner.backoff.ms=20000'
    ])
    expectMatch(
      (await configs(['--describe', '--entity-type', 'brokers', '--entity-default'])).stdout,
      /log\.cleaner\.backoff\.ms=20000/,
      'broker config'
    )
  },
  'the console producer and consumer, with keys and a group': async ({ b, tool }) => {
    const args = [
      ...b,
      '--topic',
      'console',
      '--reader-property',
      'parse.key=true',
      '--reader-property',
      'key.separator=:'
    ]
    await tool('ConsoleProducer', args, { input: 'a:1\nb:2\nc:3\n' })
    const read = [
      ...b,
      '--topic',
      'console',
      '--from-beginning',
      '--max-messages',
      '3',
      '--group',
      'console-group',
      '--timeout-ms',
      '30000'
    ]
    const { stdout } = await tool('consumer.ConsoleConsumer', [...read, '--formatter-property', 'print.key=true'])
    expectMatch(stdout, /a\t1\nb\t2\nc\t3/, 'records')
  },
  'a group of the new protocol: console and verifiable consumers, kafka-groups, kafka-consumer-groups': async ({
    b,
    libs,
    tool
  }) => {
    const groups = (args) => tool('consumer.group.ConsumerGroupCommand', [...b, ...args])
    await tool('TopicCommand', [...b, '--create', '--topic', 'modern', '--partitions', '4'])
    await tool('ConsoleProducer', [...b, '--topic', 'modern'], { input: input(40) })
    const consume = (args) =>
      tool('consumer.ConsoleConsumer', [
        ...b,
        '--group',
        'modern-group',
        '--command-property',
        'group.protocol=consumer',
        '--command-property',
        'auto.offset.reset=earliest',
        '--timeout-ms',
        '15000',
        ...args
      ])
    const lines = (await consume(['--topic', 'modern', '--max-messages', '40'])).stdout.trim().split('\n')
    if (new Set(lines.map((line) => line.trim())).size !== 40) throw new Error(`${lines.length} lines came`)
    expectMatch(
      (await tool('GroupsCommand', [...b, '--list'])).stdout,
      /modern-group\s+Consumer\s+consumer/,
      'kafka-groups'
    )
    expectMatch((await groups(['--describe', '--group', 'modern-group', '--state'])).stdout, /uniform\s+Empty/, 'state')
    await groups(['--reset-offsets', '--to-earliest', '--group', 'modern-group', '--topic', 'modern', '--execute'])
    const again = await consume(['--include', 'mod.*', '--max-messages', '40'])
    if (again.stdout.trim().split('\n').length !== 40) throw new Error(`after the reset: ${again.stdout}`)
    const verifiable = java(libs, 'org.apache.kafka.tools.VerifiableConsumer', [
      ...b,
      '--topic',
      'modern',
      '--group-id',
      'modern-verifiable',
      '--group-protocol',
      'consumer',
      '--group-remote-assignor',
      'range',
      '--reset-policy',
      'earliest',
      '--max-messages',
      '40'
    ])
    expectMatch((await verifiable).stdout, /"name":"offsets_committed"/, 'offsets of the verifiable consumer')
    await groups(['--delete-offsets', '--group', 'modern-group', '--topic', 'modern'])
    await groups(['--delete', '--group', 'modern-group'])
  },
  'kafka-consumer-groups lists, describes, resets and deletes': async ({ b, tool }) => {
    const groups = (args) => tool('consumer.group.ConsumerGroupCommand', [...b, ...args])
    expectMatch((await groups(['--list'])).stdout, /console-group/, 'list')
    expectMatch(
      (await groups(['--describe', '--group', 'console-group'])).stdout,
      /console\s+0\s+3\s+3\s+0/,
      'describe'
    )
    expectMatch((await groups(['--describe', '--group', 'console-group', '--state'])).stdout, /Empty/, 'state')
    await groups(['--reset-offsets', '--to-earliest', '--group', 'console-group', '--topic', 'console', '--execute'])
    expectMatch(
      (await groups(['--describe', '--group', 'console-group'])).stdout,
      /console\s+0\s+0\s+3\s+3/,
      'after the reset'
    )
    await groups(['--delete-offsets', '--group', 'console-group', '--topic', 'console'])
    await groups(['--delete', '--group', 'console-group'])
  },
  'kafka-streams-groups lists, describes, resets and deletes, internal topics too': async ({ b, server, tool }) => {
    const groups = async (...args) => (await tool('streams.StreamsGroupCommand', [...b, ...args])).stdout
    await tool('TopicCommand', [...b, '--create', '--topic', 'words', '--partitions', '2'])
    const member = joining('p', 'words', ['counter-log-changelog'])
    let { memberEpoch } = await beat(server.bootstrap, 'counter', 'm', 0, member)
    for (let has = 0; has === 0; ) {
      const answer = await beat(server.bootstrap, 'counter', 'm', memberEpoch)
      memberEpoch = answer.memberEpoch
      has = answer.activeTasks?.length ?? 0
    }
    // Each tool may take so long that the session would end.
    const alive = () => beat(server.bootstrap, 'counter', 'm', memberEpoch)
    expectMatch(await groups('--list', '--state'), /^counter +Stable/m, 'list')
    await alive()
    const members = await groups('--describe', '--group', 'counter', '--members', '--verbose')
    expectMatch(members, /^counter +\d +0 +m +streams +\d +p .*ACTIVE: 0:\[0,1\]/m, 'members')
    await alive()
    expectMatch(await groups('--describe', '--group', 'counter', '--state'), /Stable +1$/m, 'state')
    await beat(server.bootstrap, 'counter', 'm', -1)
    // The tool knows no input that nothing was committed for.
    const cli = join(root, 'dist', 'cli', 'main.js')
    await exec(process.execPath, [cli, 'groups', 'reset', 'counter', 'words', '--to', 'end', '-b', server.bootstrap])
    const reset = ['--reset-offsets', '--group', 'counter', '--input-topic', 'words', '--to-latest', '--execute']
    expectMatch(await groups(...reset), /^counter +words +1 +0/m, 'reset')
    const deleted = await groups('--delete', '--group', 'counter', '--delete-all-internal-topics')
    expectMatch(deleted, /Deletion of requested streams groups \('counter'\) was successful/, 'delete')
    const topics = (await tool('TopicCommand', [...b, '--list'])).stdout
    if (topics.includes('counter-log-changelog')) throw new Error('the internal topic is still there')
  },
  'kafka-producer-perf-test and kafka-consumer-perf-test': async ({ b, tool }) => {
    const args = ['--topic', 'perf', '--num-records', '20000', '--record-size', '200', '--throughput', '-1', ...b]
    expectMatch((await tool('ProducerPerformance', args)).stdout, /20000 records sent/, 'produced')
    const { stdout } = await tool('ConsumerPerformance', [
      ...b,
      '--topic',
      'perf',
      '--num-records',
      '20000',
      '--timeout',
      '30000'
    ])
    expectMatch(stdout, /, 20000, /, 'consumed')
  },
  'kafka-verifiable-producer and kafka-verifiable-consumer': async ({ b, tool }) => {
    const sent = await tool('VerifiableProducer', [
      ...b,
      '--topic',
      'verifiable',
      '--max-messages',
      '100',
      '--acks',
      '-1'
    ])
    expectMatch(sent.stdout, /"acked":100|"sent":100/, 'sent')
    const read = await tool('VerifiableConsumer', [
      ...b,
      '--topic',
      'verifiable',
      '--group-id',
      'verifiable',
      '--max-messages',
      '100',
      '--reset-policy',
      'earliest'
    ])
    expectMatch(read.stdout, /offsets_committed/, 'committed')
  },
  'kafka-get-offsets': async ({ b, tool }) => {
    expectMatch((await tool('GetOffsetShell', [...b, '--topic', 'perf'])).stdout, /perf:0:20000/, 'latest')
    expectMatch(
      (await tool('GetOffsetShell', [...b, '--topic', 'perf', '--time', 'earliest'])).stdout,
      /perf:0:0/,
      'earliest'
    )
    expectMatch(
      (await tool('GetOffsetShell', [...b, '--topic', 'perf', '--time', 'max-timestamp'])).stdout,
      /perf:0:\d+/,
      'max timestamp'
    )
  },
  'kafka-delete-records': async ({ b, tool, folder }) => {
    const file = join(folder, 'delete.json')
    writeFileSync(file, JSON.stringify({ version: 1, partitions: [{ topic: 'perf', partition: 0, offset: 5000 }] }))
    expectMatch(
      (await tool('DeleteRecordsCommand', [...b, '--offset-json-file', file])).stdout,
      /low_watermark: 5000/,
      'low watermark'
    )
    expectMatch(
      (await tool('GetOffsetShell', [...b, '--topic', 'perf', '--time', 'earliest'])).stdout,
      /perf:0:5000/,
      'earliest'
    )
  },
  'kafka-log-dirs': async ({ b, tool }) => {
    expectMatch(
      (await tool('LogDirsCommand', [...b, '--describe', '--topic-list', 'perf'])).stdout,
      /"partition":"perf-0","size":\d{6}/,
      'sizes'
    )
  },
  'kafka-reassign-partitions generates, executes, verifies, cancels and lists': async ({ b, tool, folder }) => {
    const reassign = (args) => tool('reassign.ReassignPartitionsCommand', [...b, ...args])
    const [topics, move] = [join(folder, 'topics.json'), join(folder, 'move.json')]
    writeFileSync(topics, JSON.stringify({ version: 1, topics: [{ topic: 'tools' }] }))
    const partitions = [0, 1].map((partition) => ({ topic: 'tools', partition, replicas: [1] }))
    writeFileSync(move, JSON.stringify({ version: 1, partitions }))
    const generated = await reassign(['--generate', '--topics-to-move-json-file', topics, '--broker-list', '1'])
    expectMatch(generated.stdout, /Proposed partition reassignment configuration/, 'generate')
    const file = ['--reassignment-json-file', move]
    expectMatch(
      (await reassign(['--execute', ...file])).stdout,
      /Successfully started partition reassignments/,
      'execute'
    )
    expectMatch(
      (await reassign(['--verify', ...file])).stdout,
      /Reassignment of partition tools-0 is completed/,
      'verify'
    )
    expectMatch(
      (await reassign(['--cancel', ...file])).stdout,
      /None of the specified partition moves are active/,
      'cancel'
    )
    expectMatch((await reassign(['--list'])).stdout, /No partition reassignments found/, 'list')
  },
  'kafka-leader-election finds nothing to elect': async ({ b, tool }) => {
    const elect = (args) => tool('LeaderElectionCommand', [...b, ...args])
    const one = ['--election-type', 'preferred', '--topic', 'tools', '--partition', '0']
    expectMatch((await elect(one)).stdout, /Valid replica already elected for partitions tools-0/, 'preferred')
    await elect(['--election-type', 'unclean', '--all-topic-partitions'])
  },
  'kafka-metadata-quorum describes one voter': async ({ b, tool }) => {
    const quorum = (what) => tool('MetadataQuorumCommand', [...b, 'describe', what])
    expectMatch((await quorum('--status')).stdout, /LeaderId:\s+1\b/, 'status')
    expectMatch((await quorum('--replication')).stdout, /^1\s.*Leader/m, 'replication')
  },
  'kafka-configs sets, describes and removes quotas and SCRAM users': async ({ b, libs }) => {
    const configs = async (args) => (await java(libs, 'kafka.admin.ConfigCommand', [...b, ...args])).stdout
    const client = ['--entity-type', 'clients', '--entity-name', 'c']
    const user = ['--entity-type', 'users', '--entity-name', 'alice']
    await configs(['--alter', '--add-config', 'producer_byte_rate=1000', ...client])
    expectMatch(await configs(['--describe', ...client]), /producer_byte_rate=1000/, 'quota')
    await configs(['--alter', '--delete-config', 'producer_byte_rate', ...client])
    await configs(['--alter', '--add-config', 'SCRAM-SHA-256=[iterations=8192,password=secret]', ...user])
    expectMatch(await configs(['--describe', ...user]), /SCRAM-SHA-256=iterations=8192/, 'user')
    await configs(['--alter', '--delete-config', 'SCRAM-SHA-256', ...user])
  },
  'kafka-transactions lists and describes what a producer did, and finds nothing that hangs': async ({ b, tool }) => {
    const perf = ['--topic', 'of-transactions', '--num-records', '200', '--record-size', '10', '--throughput', '-1']
    const id = ['--transactional-id', 'perf', '--transaction-duration-ms', '50']
    await tool('ProducerPerformance', [...perf, ...id, ...b])
    const transactions = async (args) => (await tool('TransactionsCommand', [...b, ...args])).stdout
    expectMatch(await transactions(['list']), /^perf\S*\s.*CompleteCommit/m, 'list')
    expectMatch(await transactions(['find-hanging', '--broker-id', '1']), /^Topic\b[^\n]*\n*$/, 'find-hanging')
    const one = ['describe-producers', '--topic', 'of-transactions', '--partition', '0']
    expectMatch(await transactions(one), /^ProducerId\b[^\n]*\n\d+/, 'describe-producers')
  },
  'kafka-features describes, and refuses what it does not know': async ({ b, tool }) => {
    expectMatch((await tool('FeatureCommand', [...b, 'describe'])).stdout, /metadata\.version.*4\.3/, 'features')
    const upgrade = ['downgrade', '--feature', 'nosuch.version=0']
    const { stdout, stderr } = await tool('FeatureCommand', [...b, ...upgrade], { okCodes: [1] })
    expectMatch(stdout + stderr, /Feature nosuch\.version not found|Unknown feature nosuch\.version/, 'an unknown one')
    const changed = async (args) => (await tool('FeatureCommand', [...b, ...args])).stdout
    const lowered = await changed(['downgrade', '--feature', 'transaction.version=1'])
    expectMatch(lowered, /transaction\.version was downgraded to 1/, 'lowered')
    expectMatch(await changed(['describe']), /transaction\.version.*FinalizedVersionLevel: 1/, 'the lowered level')
    const raised = await changed(['upgrade', '--feature', 'transaction.version=2'])
    expectMatch(raised, /transaction\.version was upgraded to 2/, 'raised')
    const all = await changed(['upgrade', '--release-version', '4.3-IV0', '--dry-run'])
    expectMatch(all, /kraft\.version can be upgraded to 1/, 'a release')
  },
  'kafka-acls and kafka-delegation-tokens are told that there is no security': async ({ b, tool }) => {
    const told = async (name, args, pattern) => {
      const { stdout, stderr } = await tool(name, [...b, ...args], { okCodes: [0, 1] })
      expectMatch(stdout + stderr, pattern, `${name} ${args[0]}`)
    }
    const acl = ['--allow-principal', 'User:a', '--operation', 'read', '--topic', 'tools']
    const disabled = /SecurityDisabledException: No Authorizer is configured/
    await told('AclCommand', ['--list'], disabled)
    await told('AclCommand', ['--add', ...acl], disabled)
    await told('AclCommand', ['--remove', '--force', ...acl], disabled)
    const token = ['--max-life-time-period', '-1', '--renewer-principal', 'User:a', '--command-config', devNull]
    const plain = /UnsupportedByAuthenticationException: Delegation Token requests are not allowed on PLAINTEXT/
    await told('DelegationTokenCommand', ['--create', ...token], plain)
    await told('DelegationTokenCommand', ['--describe', '--command-config', devNull], plain)
  },
  'kafka-broker-api-versions and kafka-cluster': async ({ b, tool }) => {
    expectMatch((await tool('BrokerApiVersionsCommand', b)).stdout, /Produce\(0\): 0 to 13/, 'versions')
    const cluster = (args, options) => tool('ClusterTool', [args[0], ...b, ...args.slice(1)], options)
    expectMatch((await cluster(['cluster-id'])).stdout, /Cluster ID: \S+/, 'cluster id')
    expectMatch((await cluster(['list-endpoints'])).stdout, /^1\s+127\.0\.0\.1\s.*unfenced\s+broker/m, 'endpoints')
    const { stdout, stderr } = await cluster(['unregister', '--id', '9'], { okCodes: [0, 1] })
    expectMatch(stdout + stderr, /Broker ID 9 is not currently registered/, 'unregister')
  },
  'kafka-dump-log reads every file kind that Ottla wrote, without complaint': async ({ server, tool, b }) => {
    await tool('ConsoleProducer', [...b, '--topic', 'dumped', '--compression-codec', 'zstd'], { input: input(3000) })
    await server.stop()
    const faults = []
    let dumped = 0
    for (const entry of readdirSync(server.dataDir, { withFileTypes: true })) {
      if (!entry.isDirectory() || !/-\d+$/.test(entry.name)) continue
      for (const name of readdirSync(join(server.dataDir, entry.name))) {
        if (!/\.(log|index|timeindex|txnindex|snapshot)$/.test(name)) continue
        const file = join(server.dataDir, entry.name, name)
        const { stdout, stderr } = await tool('DumpLogSegments', [
          '--files',
          file,
          '--deep-iteration',
          '--print-data-log'
        ])
        dumped++
        if (
          /mismatch|corrupt|Exception|not a valid|Found timestamp|out of order|isvalid: false/i.test(stdout + stderr)
        ) {
          faults.push(`${entry.name}/${name}: ${(stdout + stderr).slice(0, 500)}`)
        }
      }
      if (dumped > 60) break
    }
    if (dumped === 0) throw new Error('nothing was dumped')
    if (faults.length > 0) throw new Error(faults.join('\n'))
  }
}

export const finish = ({ server }) => server.stop()
