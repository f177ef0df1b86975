import { jars, java } from './java.mjs'

let libs
export const javaConsole = {
  name: 'java 4.3.1 console',
  codec: 'lz4',
  async install() {
    libs = await jars('apache-kafka')
  },
  async produce({ bootstrap, topic, lines, codec }) {
    const args = ['--bootstrap-server', bootstrap, '--topic', topic, '--compression-codec', codec]
    await java(libs, 'org.apache.kafka.tools.ConsoleProducer', args, { input: `${lines.join('\n')}\n` })
  },
  async consume({ bootstrap, topic, count }) {
    const args = [
      '--bootstrap-server',
      bootstrap,
      '--topic',
      topic,
      '--from-beginning',
      '--max-messages',
      String(count)
    ]
    return (await java(libs, 'org.apache.kafka.tools.consumer.ConsoleConsumer', [...args, '--timeout-ms', '30000']))
      .stdout
  }
}
