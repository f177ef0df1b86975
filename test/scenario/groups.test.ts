/**
 * Goal: what a classic group does over time can be read as a text.
 * Method: each file in groups/ is a list of commands with what came of them; `REWRITE=1` writes what comes of them now.
 * Names of members in the texts are given by clients: `A`, and `A'` when A got another member id.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { GroupScript } from './group-script.ts'

const directory = new URL('./groups/', import.meta.url)
const separator = '----'

interface Step {
  readonly comment: string
  readonly commands: string
  readonly expected: string
}

function parse(text: string): Step[] {
  return text
    .split(/\n\n+/)
    .map((block) => block.trimEnd())
    .filter((block) => block !== '')
    .map((block) => {
      const lines = block.split('\n')
      const comment = lines.filter((line) => line.startsWith('#')).join('\n')
      const rest = lines.filter((line) => !line.startsWith('#'))
      const at = rest.indexOf(separator)
      return {
        comment,
        commands: (at < 0 ? rest : rest.slice(0, at)).join('\n'),
        expected: at < 0 ? '' : rest.slice(at + 1).join('\n')
      }
    })
}

const render = ({ comment, commands, expected }: Step): string =>
  [comment, commands, ...(commands === '' ? [] : [separator, expected])].filter((part) => part !== '').join('\n')

const files = readdirSync(directory).filter((name) => name.endsWith('.txt'))

test.each(files)('%s', async (file) => {
  const path = new URL(file, directory)
  const steps = parse(readFileSync(path, 'utf8'))
  const script = new GroupScript()
  const found: Step[] = []
  for (const step of steps)
    found.push({ ...step, expected: step.commands === '' ? '' : await script.run(step.commands.split('\n')) })
  const text = `${found.map(render).join('\n\n')}\n`
  if (process.env.REWRITE === '1') writeFileSync(path, text)
  expect(text).toBe(`${steps.map(render).join('\n\n')}\n`)
})

test('there are scenarios', () => expect(files.length).toBeGreaterThan(5))
