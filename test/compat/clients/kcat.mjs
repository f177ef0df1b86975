import { exec, has, Skip } from '../kit.mjs'

export const kcat = {
  name: 'kcat',
  codec: 'snappy',
  async install() {
    if (has('kcat')) return
    if (!has('apt-get')) throw new Skip('kcat is not on this machine and there is no apt-get')
    try {
      await exec('apt-get', ['update', '-q'], { timeoutMs: 180_000 })
      await exec('apt-get', ['install', '-y', '-q', 'kcat'], {
        timeoutMs: 300_000,
        env: { DEBIAN_FRONTEND: 'noninteractive' }
      })
    } catch (error) {
      throw new Skip(`kcat could not be installed: ${String(error).slice(0, 200)}`)
    }
  },
  async produce({ bootstrap, topic, lines, codec }) {
    await exec('kcat', ['-P', '-b', bootstrap, '-t', topic, '-z', codec, '-X', 'acks=all'], {
      input: `${lines.join('\n')}\n`
    })
  },
  async consume({ bootstrap, topic }) {
    return (await exec('kcat', ['-C', '-b', bootstrap, '-t', topic, '-o', 'beginning', '-e', '-q'])).stdout
  }
}
