/**
 * Goal: the shell completes commands, options and their values. Method: a real bash runs the script that the command prints;
 * the words come from the options themselves, so that a new option is completed without anybody thinking of it.
 */
import { spawnSync } from 'node:child_process'
import { bashScript, fishScript, shellOf } from '../../../src/cli/commands/completion.ts'
import { completionPoints } from '../../../src/cli/completion-words.ts'
import { inProcess } from '../../kit/command-line.ts'

const hasBash = process.platform !== 'win32' && spawnSync('bash', ['--version']).status === 0
const onlyWithBash = hasBash ? test : test.skip

function completed(script: string, lines: readonly (readonly string[])[]): string[] {
  const quoted = (word: string) => `'${word}'`
  const calls = lines.map(
    (words) =>
      `COMP_WORDS=(ottla ${words.map(quoted).join(' ')}); COMP_CWORD=${words.length}; COMPREPLY=(); _ottla; echo "\${COMPREPLY[*]}"`
  )
  const { stdout, stderr } = spawnSync('bash', ['--norc'], {
    input: `${script}\n${calls.join('\n')}\n`,
    encoding: 'utf8'
  })
  expect(stderr).toBe('')
  return stdout.trimEnd().split('\n')
}

onlyWithBash('bash completes commands, options and values at every place', async () => {
  const { stdout: script, code } = await inProcess(['completion', 'bash'])
  expect(code).toBe(0)
  const words = completed(script, [
    ['top'],
    ['topics', 'cr'],
    ['topics', 'create', 'orders', '--part'],
    ['produce', 'orders', '--codec', 'z'],
    ['produce', 'orders', '-z', 'g'],
    ['--profile', 'p'],
    ['configs', 'show', 'b'],
    ['completion', '']
  ])
  expect(words.slice(0, 7)).toEqual(['topics', 'create', '--partitions', 'zstd', 'gzip', 'production', 'broker'])
  expect(words[7]?.split(' ')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish', '--help']))
})

test('every option of every command is in the scripts', async () => {
  const points = await completionPoints()
  const [bash, fish] = [bashScript(points), fishScript(points)]
  for (const { path, options, subcommands } of points) {
    for (const { name } of options) {
      expect(bash).toMatch(new RegExp(`'${path}'\\) words='[^']*--${name}[ ']`))
      expect(fish).toMatch(new RegExp(`-l ${name}( |$)`, 'm'))
    }
    for (const each of subcommands) expect(fish).toContain(each)
  }
})

test('the shell is the one that is named, or that of the user', async () => {
  expect(shellOf('fish', { SHELL: '/bin/bash' })).toBe('fish')
  expect(shellOf(undefined, { SHELL: '/usr/bin/zsh' })).toBe('zsh')
  expect(() => shellOf(undefined, { SHELL: '/bin/tcsh' })).toThrow(/bash, zsh, fish/)
  expect((await inProcess(['completion', 'zsh'])).stdout).toMatch(/^#compdef ottla\n/)
})
