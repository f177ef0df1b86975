import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cache, exec, here, need, Skip } from '../kit.mjs'

let binary
export const franzGo = {
  name: 'franz-go',
  codec: 'zstd',
  async install() {
    need('go')
    const folder = cache('go')
    mkdirSync(folder, { recursive: true })
    binary = join(folder, process.platform === 'win32' ? 'franz-go.exe' : 'franz-go')
    try {
      await exec('go', ['build', '-o', binary, '.'], { cwd: join(here, 'clients', 'franz-go'), timeoutMs: 300_000 })
    } catch (error) {
      if (!existsSync(binary)) throw new Skip(`franz-go could not be built: ${String(error).slice(0, 300)}`)
    }
  },
  async produce({ bootstrap, topic, lines, codec }) {
    await exec(binary, ['produce', bootstrap, topic, codec], { input: `${lines.join('\n')}\n` })
  },
  async consume({ bootstrap, topic, count }) {
    return (await exec(binary, ['consume', bootstrap, topic, String(count)])).stdout
  }
}
