import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache, exec, here, need, Skip } from '../kit.mjs'

/** The first of which KIP-848 is finished is 2.12. */
const confluentVersion = '2.16.1'

let python
/** Resolves to the Python that has the clients. */
export async function installPython() {
  if (python !== undefined) return python
  need('python3')
  const venv = join(cache('python'), 'venv')
  const executable = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const stamp = join(venv, `installed-${confluentVersion}`)
  if (!existsSync(stamp)) {
    try {
      await exec('python3', ['-m', 'venv', venv])
      await exec(
        executable,
        [
          '-m',
          'pip',
          'install',
          '-q',
          `confluent-kafka==${confluentVersion}`,
          'kafka-python==2.2.15',
          'python-snappy',
          'lz4',
          'zstandard'
        ],
        {
          timeoutMs: 300_000
        }
      )
    } catch (error) {
      throw new Skip(`the Python clients could not be installed: ${String(error).slice(0, 300)}`)
    }
    writeFileSync(stamp, '')
  }
  python = executable
  return python
}

const client = (name, script, codec) => ({
  name,
  codec,
  install: installPython,
  async produce({ bootstrap, topic, lines, codec: used }) {
    await exec(python, [join(here, 'clients', script), 'produce', bootstrap, topic, used], {
      input: `${lines.join('\n')}\n`
    })
  },
  async consume({ bootstrap, topic, count }) {
    return (await exec(python, [join(here, 'clients', script), 'consume', bootstrap, topic, String(count)])).stdout
  }
})

export const confluentKafka = client('confluent-kafka (librdkafka)', 'confluent.py', 'zstd')
export const kafkaPython = client('kafka-python', 'kafka_python.py', 'gzip')
