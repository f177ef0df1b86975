import { jars, java } from './java.mjs'

let libs
/** A client of 2016: Produce v2, Fetch v2, message format 1, and no ApiVersions handshake in its producer. */
export const oldJava = {
  name: 'java 0.10.0.1 console',
  codec: 'gzip',
  // Zstd came in 2018: no conversion to format 1 can carry it (KIP-110).
  cannotRead: ['zstd'],
  async install() {
    libs = await jars('kafka-0.10')
  },
  async produce({ bootstrap, topic, lines, codec }) {
    const args = ['--broker-list', bootstrap, '--topic', topic, '--compression-codec', codec]
    await java(libs, 'kafka.tools.ConsoleProducer', args, { input: `${lines.join('\n')}\n` })
  },
  async consume({ bootstrap, topic, count }) {
    const args = ['--new-consumer', '--bootstrap-server', bootstrap, '--topic', topic, '--from-beginning']
    return (
      await java(libs, 'kafka.tools.ConsoleConsumer', [
        ...args,
        '--max-messages',
        String(count),
        '--timeout-ms',
        '30000'
      ])
    ).stdout
  }
}
