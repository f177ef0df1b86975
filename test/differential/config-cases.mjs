// What record-configs.mjs tries: values for each config, listeners, rules between configs, properties files.

export const staticBase = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.quorum.voters': '1@127.0.0.1:9093',
  listeners: 'PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093',
  'controller.listener.names': 'CONTROLLER'
}

/** Values that are right, wrong and at the edge for a config. */
export function probesOf(c) {
  const v = new Set(['', ' ', 'x', ' x ', 'a,b', 'a,,b', 'a,a', '0', '1', '-1', '-2'])
  if (['int', 'long', 'short', 'double'].includes(c.type))
    for (const x of [
      '+5',
      ' 7 ',
      '007',
      '0x1',
      '1e3',
      '1.5',
      '0.5d',
      'NaN',
      'Infinity',
      '2',
      '10',
      '100',
      '1000',
      '100000',
      '10000000',
      '40000',
      '2147483647',
      '2147483648',
      '9223372036854775807',
      '9223372036854775808',
      '-100',
      '1_0',
      '1L',
      '١'
    ])
      v.add(x)
  if (c.type === 'boolean') for (const x of ['true', 'false', ' TRUE ', 'yes', 'False']) v.add(x)
  if (c.default != null) v.add(c.default)
  for (const m of (c.valid ?? '').matchAll(/-?\d+/g)) for (const d of [-1n, 0n, 1n]) v.add(String(BigInt(m[0]) + d))
  const w = /\[([A-Za-z0-9_, ]+)\]/.exec(c.valid ?? '')
  if (w) {
    const words = w[1].split(',').map((s) => s.trim())
    for (const x of words) {
      v.add(x)
      v.add(` ${x}`)
      v.add(x.toUpperCase())
      v.add(x.toLowerCase())
    }
    v.add(words.join(','))
    v.add(`${words[0]},${words[0]}`)
    v.add(`${words[0]},nope`)
  }
  if (/overrides/.test(c.name))
    for (const x of [
      '127.0.0.1:5',
      'nohost:x',
      '127.0.0.1:5,127.0.0.1:6',
      '127.0.0.1',
      'a b:5',
      '::1:5',
      '[::1]:5',
      '127.0.0.1:-5',
      'no.such.host.invalid:5'
    ])
      v.add(x)
  if (/throttled.replicas/.test(c.name))
    for (const x of [
      '0:1',
      '0:1,1:2',
      '*',
      'none',
      '0:1,*',
      '0',
      '0:1 ',
      '-1:1',
      'a:b',
      '0:1:2',
      '0:1,0:1',
      ' 0:1 , 1:2'
    ])
      v.add(x)
  if (c.name === 'match')
    for (const x of [
      'client_id=a',
      'client_id=[',
      'client_id',
      'client_id=a,client_id=b',
      'foo=a',
      ' client_id = a ',
      'client_id=a=b',
      'client_source_port=x',
      'client_instance_id=b.*',
      '=a',
      'client_id='
    ])
      v.add(x)
  if (c.name === 'interval.ms') for (const x of ['99', '3600000', '3600001']) v.add(x)
  if (c.name === 'share.auto.offset.reset')
    for (const x of [
      'Latest',
      'earliest',
      'by_duration:P1D',
      'by_duration:PT1H',
      'by_duration:-P1D',
      'by_duration:P1W',
      'BY_DURATION:p1d',
      'by_duration:P1DT',
      'by_duration:PT',
      'by_duration:',
      'by_duration',
      'none',
      'by_duration:PT1.5S',
      'by_duration:PT-1S',
      'by_duration:P-1D',
      'by_duration:+PT1S',
      'by_duration:PT0S',
      'by_duration:P1Y',
      ' latest',
      'by_duration:PT1H30M'
    ])
      v.add(x)
  if (/listeners$/.test(c.name))
    for (const x of ['PLAINTEXT://:1', 'PLAINTEXT://127.0.0.1:25000', 'FOO://x:1']) v.add(x)
  if (/protocol.map/.test(c.name)) v.add('PLAINTEXT:PLAINTEXT')
  if (/class/.test(c.name)) {
    v.add('com.example.Nope')
    v.add('java.lang.String')
  }
  return [...v]
}

export function listenerCases() {
  const cases = []
  const L = (listeners, more = {}) => cases.push({ listeners, ...more })
  const C = ',CONTROLLER://127.0.0.1:9093'
  for (const l of [
    'PLAINTEXT://127.0.0.1 127.0.0.2:9092',
    'PLAINTEXT://:9092',
    'PLAINTEXT://[::1]:9092',
    'PLAINTEXT://::1:9092',
    'PLAINTEXT://[::]:9092',
    'PLAINTEXT://0.0.0.0:9092',
    'plaintext://h:9092',
    'PLAINTEXT://h:0',
    'PLAINTEXT://h:-1',
    'PLAINTEXT://h:-2',
    'PLAINTEXT://h:65535',
    'PLAINTEXT://h:65536',
    'PLAINTEXT://h:99999999999',
    'PLAINTEXT://h',
    'PLAINTEXT://h:',
    'PLAINTEXT://',
    'PLAINTEXT:h:9092',
    'h:9092',
    '://h:9092',
    'PLAINTEXT://h:x',
    'PLAINTEXT://h:9092/',
    'PLAINTEXT://h_x:9092',
    'PLAINTEXT://h:9092 ',
    ' PLAINTEXT://h:9092',
    'PLAINTEXT ://h:9092',
    'PLAINTEXT://h:09092',
    'PLAINTEXT://a:1,PLAINTEXT://b:2',
    'PLAINTEXT://a:1,SSL://b:1',
    'PLAINTEXT://a:1,SSL://a:1',
    'PLAINTEXT://a:0,SSL://b:0',
    'PLAINTEXT://127.0.0.1:1,SSL://[::1]:1',
    'PLAINTEXT://127.0.0.1:1,PLAINTEXT://[::1]:1',
    'PLAINTEXT://127.0.0.1:1,SSL://[::1]:1,SASL_SSL://[::1]:1',
    'PLAINTEXT://0.0.0.0:1,SSL://[::]:1',
    'FOO://h:9092',
    'foo://h:9092',
    'PLAINTEXT://h:1,,SSL://h:2',
    'PLAINTEXT://h:1,',
    'PLAINTEXT://user@h:1',
    'PLAINTEXT://h:1:2',
    'A-B://h:1',
    'A_B://h:1',
    'A.B://h:1',
    'PLAINTEXT://[::1%lo]:1',
    'PLAINTEXT://münchen:1',
    'PLAINTEXT://h:+1',
    'PLAINTEXT://*:9092',
    'SSL://h:9092',
    'PLAINTEXT://[h]:9092',
    'PLAINTEXT://[::1:9092',
    'PLAINTEXT://h;PLAINTEXT://x:1',
    'PLAINTEXT//h:1',
    'PLAINTEXT:/h:1',
    'PLAINTEXT:///h:1',
    '1://h:1'
  ]) {
    L(l + C)
    L(l + C, {
      'listener.security.protocol.map':
        'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,FOO:PLAINTEXT,SSL:PLAINTEXT,SASL_SSL:PLAINTEXT,A-B:PLAINTEXT,A_B:PLAINTEXT,A.B:PLAINTEXT'
    })
    cases.push({ 'advertised.listeners': l })
    cases.push({
      'advertised.listeners': l,
      listeners: `PLAINTEXT://127.0.0.1:9092,SSL://127.0.0.1:9094,FOO://127.0.0.1:9095${C}`,
      'inter.broker.listener.name': 'PLAINTEXT',
      'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,FOO:PLAINTEXT,SSL:PLAINTEXT'
    })
  }
  for (const m of [
    '',
    'x',
    'PLAINTEXT',
    'PLAINTEXT:',
    ':PLAINTEXT',
    'PLAINTEXT:FOO',
    'PLAINTEXT:plaintext',
    'plaintext:PLAINTEXT,controller:PLAINTEXT',
    'PLAINTEXT:PLAINTEXT',
    'PLAINTEXT:PLAINTEXT,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'PLAINTEXT:PLAINTEXT,PLAINTEXT:SSL,CONTROLLER:PLAINTEXT',
    'PLAINTEXT:PLAINTEXT,,CONTROLLER:PLAINTEXT',
    ' PLAINTEXT : PLAINTEXT , CONTROLLER:PLAINTEXT',
    'PLAINTEXT:PLAINTEXT;CONTROLLER:PLAINTEXT',
    'PLAINTEXT:A:B',
    'CONTROLLER:PLAINTEXT',
    'PLAINTEXT:SSL,CONTROLLER:PLAINTEXT',
    'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,EXTRA:SASL_SSL',
    'PLAINTEXT:PLAINTEXT,plaintext:PLAINTEXT,CONTROLLER:PLAINTEXT'
  ]) {
    cases.push({ 'listener.security.protocol.map': m })
    L(`PLAINTEXT://h:1,FOO://h:2${C}`, { 'listener.security.protocol.map': m })
  }
  for (const i of ['PLAINTEXT', 'plaintext', 'FOO', '', ' ', 'CONTROLLER', 'SSL']) {
    cases.push({ 'inter.broker.listener.name': i })
    cases.push({ 'inter.broker.listener.name': i, 'security.inter.broker.protocol': 'PLAINTEXT' })
    L(`PLAINTEXT://h:1,FOO://h:2${C}`, {
      'inter.broker.listener.name': i,
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,FOO:PLAINTEXT,CONTROLLER:PLAINTEXT'
    })
  }
  for (const n of [
    '',
    'CONTROLLER',
    'controller',
    'FOO',
    'PLAINTEXT',
    'CONTROLLER,FOO',
    'CONTROLLER,CONTROLLER',
    ' CONTROLLER ',
    'CONTROLLER,PLAINTEXT'
  ])
    cases.push({ 'controller.listener.names': n })
  L('CONTROLLER://127.0.0.1:9093')
  L('')
  L('PLAINTEXT://127.0.0.1:9092')
  L(`PLAINTEXT://h:1${C}`, { 'advertised.listeners': `PLAINTEXT://h:1${C}` })
  L(`PLAINTEXT://:1${C}`, { 'advertised.listeners': '' })
  L(`PLAINTEXT://h:1${C}`, { 'advertised.listeners': 'CONTROLLER://h:2' })
  for (const r of ['', 'broker', 'controller', 'broker,controller', 'x', 'broker,broker', 'Broker'])
    cases.push({ 'process.roles': r })
  for (const e of ['PLAINTEXT', 'CONTROLLER', 'FOO', '']) cases.push({ 'early.start.listeners': e })
  return cases
}

/** Configs that bind one another. */
export function configCases() {
  const cases = []
  const X = (o) => cases.push(o)
  X({ 'node.id': '1', 'broker.id': '2' })
  X({ 'node.id': '-1' })
  X({ 'node.id': '1', 'broker.id': '1' })
  X({ 'node.id': '2' })
  X({ 'broker.id': '5', 'node.id': '5' })
  for (const kind of ['consumer', 'streams', 'share']) {
    for (const s of [
      'session.timeout.ms',
      'heartbeat.interval.ms',
      'assignment.interval.ms',
      'record.lock.duration.ms',
      'delivery.count.limit',
      'partition.max.record.locks'
    ]) {
      const [lo, d, hi] = [`group.${kind}.min.${s}`, `group.${kind}.${s}`, `group.${kind}.max.${s}`]
      for (const o of [
        { [lo]: '50000', [hi]: '40000' },
        { [d]: '1' },
        { [d]: '70000' },
        { [hi]: '6000' },
        { [lo]: '100000', [hi]: '90000', [d]: '95000' },
        { [lo]: '5', [hi]: '6', [d]: '7' },
        { [lo]: '3', [hi]: '6', [d]: '2' },
        { [lo]: '5000', [d]: '5000', [hi]: '5000' },
        { [lo]: '2000', [d]: '1000' },
        { [d]: '9000', [hi]: '3000' }
      ])
        X(o)
    }
    X({ [`group.${kind}.heartbeat.interval.ms`]: '45000' })
    X({ [`group.${kind}.heartbeat.interval.ms`]: '45000', [`group.${kind}.max.heartbeat.interval.ms`]: '60000' })
    X({ [`group.${kind}.heartbeat.interval.ms`]: '50000', [`group.${kind}.max.heartbeat.interval.ms`]: '60000' })
  }
  X({ 'group.min.session.timeout.ms': '10', 'group.max.session.timeout.ms': '5' })
  X({ 'group.consumer.assignors': '' })
  X({ 'group.consumer.assignors': 'nope' })
  X({ 'group.consumer.assignors': 'range,range' })
  X({ 'group.consumer.assignors': 'com.example.X' })
  X({ 'group.share.assignors': 'nope' })
  X({ 'group.share.assignors': 'simple,simple' })
  X({ 'group.streams.num.standby.replicas': '3' })
  X({ 'group.coordinator.rebalance.protocols': 'consumer' })
  X({ 'group.coordinator.rebalance.protocols': 'classic' })
  X({ 'group.coordinator.rebalance.protocols': 'classic,share' })
  X({ 'group.coordinator.rebalance.protocols': '' })
  X({ 'log.cleaner.dedupe.buffer.size': '1048576' })
  X({ 'log.cleaner.dedupe.buffer.size': '1048575' })
  X({ 'log.cleaner.dedupe.buffer.size': '2097152', 'log.cleaner.threads': '3' })
  X({ 'log.cleaner.threads': '200' })
  X({ 'log.cleaner.threads': '0' })
  X({ 'log.retention.hours': '0' })
  X({ 'log.retention.minutes': '0' })
  X({ 'log.retention.ms': '0' })
  X({ 'log.retention.ms': '-1' })
  X({ 'log.retention.ms': '-5' })
  X({ 'log.retention.hours': '-5' })
  X({ 'log.retention.hours': '0', 'log.retention.ms': '5' })
  X({ 'log.roll.hours': '0' })
  X({ 'log.roll.ms': '0' })
  X({ 'log.roll.jitter.ms': '-1' })
  X({ 'log.roll.ms': '1000', 'log.roll.jitter.ms': '5000' })
  X({ 'log.roll.hours': '1', 'log.roll.jitter.hours': '2' })
  X({ 'log.dirs': '' })
  X({ 'log.dirs': 'a,b' })
  X({ 'log.dirs': 'a,a' })
  X({ 'log.dirs': 'a,,b' })
  X({ 'log.dir': '' })
  X({ 'log.dirs': ' ' })
  X({ 'log.dirs': 'a', 'cordoned.log.dirs': 'b' })
  X({ 'log.dirs': 'a,b', 'cordoned.log.dirs': 'b' })
  X({ 'log.dirs': 'a,b', 'cordoned.log.dirs': '*' })
  X({ 'metadata.log.dir': 'x' })
  X({ 'replica.fetch.wait.max.ms': '40000' })
  X({ 'replica.fetch.wait.max.ms': '600', 'replica.lag.time.max.ms': '500' })
  X({ 'replica.socket.timeout.ms': '100' })
  X({ 'replica.fetch.max.bytes': '1' })
  X({ 'replica.fetch.max.bytes': '1', 'message.max.bytes': '100' })
  X({ 'offsets.commit.required.acks': '-1' })
  X({ 'offsets.commit.required.acks': '2' })
  X({ 'offsets.topic.compression.codec': '5' })
  X({ 'offsets.topic.compression.codec': '-1' })
  X({ 'max.connections.per.ip': '0' })
  X({ 'max.connections.per.ip': '0', 'max.connections.per.ip.overrides': '127.0.0.1:5' })
  X({ 'max.connections.per.ip.overrides': 'nohost.invalid:5' })
  X({ 'connections.max.idle.ms': '500', 'connection.failed.authentication.delay.ms': '1000' })
  X({ 'connections.max.idle.ms': '0' })
  X({ 'connections.max.idle.ms': '-1' })
  X({ 'connections.max.idle.ms': '-5' })
  X({ 'broker.heartbeat.interval.ms': '5000', 'broker.session.timeout.ms': '4000' })
  X({ 'authorizer.class.name': 'com.example.X' })
  X({ 'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer' })
  X({ 'queued.max.request.bytes': '1' })
  X({ 'queued.max.request.bytes': '0' })
  X({ 'queued.max.request.bytes': '-1' })
  X({ 'queued.max.request.bytes': '-2' })
  X({ 'remote.log.storage.system.enable': 'true' })
  X({ 'remote.log.storage.system.enable': 'true', 'log.local.retention.ms': '1000' })
  X({ 'remote.log.storage.system.enable': 'true', 'log.local.retention.ms': '999999999999' })
  X({ 'remote.log.storage.system.enable': 'true', 'log.local.retention.bytes': '5', 'log.retention.bytes': '4' })
  X({ 'log.local.retention.ms': '999999999999' })
  X({ 'log.local.retention.bytes': '5', 'log.retention.bytes': '4' })
  X({ 'compression.type': 'gzip', 'compression.gzip.level': '0' })
  X({ 'log.cleaner.min.compaction.lag.ms': '10', 'log.cleaner.max.compaction.lag.ms': '5' })
  X({ 'log.segment.bytes': '1000000' })
  X({ 'log.message.timestamp.before.max.ms': '-1' })
  X({ 'log.cleanup.policy': '' })
  X({ 'log.cleanup.policy': 'none' })
  X({ 'log.cleanup.policy': 'compact,delete,compact' })
  X({ listeners: 'PLAINTEXT://h:1,CONTROLLER://127.0.0.1:9093', 'security.inter.broker.protocol': 'SSL' })
  X({ 'controller.quorum.voters': '' })
  X({ 'controller.quorum.voters': '2@h:1' })
  X({ 'controller.quorum.voters': '1@h:1,2@h:2' })
  X({ 'controller.quorum.voters': 'x' })
  X({ 'controller.quorum.voters': '', 'controller.quorum.bootstrap.servers': 'h:1' })
  X({ 'transaction.state.log.min.isr': '0' })
  X({ 'metadata.log.max.snapshot.interval.ms': '-1' })
  X({ 'sasl.mechanism.inter.broker.protocol': 'x' })
  X({ 'principal.builder.class': 'x' })
  X({ 'connections.max.reauth.ms': '5' })
  return cases
}

/** Texts of the pieces that matter in a properties file, the same each time. */
export function propertiesTexts() {
  let s = 12345
  const rnd = (n) => {
    s = (s * 1103515245 + 12345) & 0x7fffffff
    return (s >> 8) % n
  }
  const bits = [
    'a',
    'b',
    '=',
    ':',
    ' ',
    '\t',
    '\f',
    '\\',
    '\\',
    '\\',
    '\n',
    '\n',
    '\r',
    '\r\n',
    '#',
    '!',
    'u0041',
    '\\u0042',
    '\\u00',
    'x.y',
    't',
    'é',
    '"',
    ',',
    '\\\n',
    '\\\r\n',
    '\\\\\n',
    '\v',
    '\u00a0'
  ]
  const fixed = [
    '# the old place was C:\\kafka\\\nnum.partitions=7\n',
    '! see \\\\server\\share\\\nlog.retention.ms=60000\n',
    'broker.rack=C:\\\\\nnum.partitions=7\n',
    'a=b\\',
    'a=b\\\\',
    'a\\ b=c',
    'a\\:b:c',
    'a b c',
    'a==b',
    'a=:b',
    'a : = b',
    '=b',
    ':b',
    '\\=a=b',
    'a=b  ',
    'a=b\\\n   c',
    'a=b\\\n#c',
    'a=b\\\n\nc=d',
    '\\\n#c\na=b',
    '\\\n\\\na=b',
    'a\\\n=b',
    'a=\\u0041\\u00e9',
    'a=\\u00g1',
    'a=\\u00',
    '  # x\na',
    'a\rb\r\nc',
    'a=b\\\r\n  c',
    'a=b\\\r  c',
    'a=b\n a=c',
    'a\\tb=\\t\\n\\r\\f\\q\\"',
    '\ufeffa=b',
    'a=b#c',
    'a=b !c',
    'a=\\\n',
    'a=\\\n\\\n b',
    'listeners=PLAINTEXT://:9092,\\\n  CONTROLLER://:9093'
  ]
  const cases = [...fixed]
  for (let i = 0; i < 1200; i++) cases.push(Array.from({ length: 1 + rnd(14) }, () => bits[rnd(bits.length)]).join(''))
  return cases
}
