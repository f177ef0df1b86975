/**
 * Goal: a command line that is wrong is told in one line what was meant, where to read on, and ends with 2; every command,
 * every kind of mistake.
 * Method: the commands in this process, without a broker: a wrong command line never gets as far as connecting. One of each kind
 * of parser in a process of its own, in a locale that yargs has translations for.
 */
import { completionPoints } from '../../../src/cli/completion-words.ts'
import { exitCodeOf, textOfFailure } from '../../../src/cli/exit-codes.ts'
import { runCommand } from '../../../src/cli/run.ts'
import { ottla } from '../../kit/command-line.ts'

const wrong: readonly (readonly [string[], RegExp])[] = [
  [['topisc'], /no command is named 'topisc'; did you mean topics\? \(see ottla --help\)/],
  [
    ['topics', 'lsit'],
    /no command is named 'lsit' under ottla topics; did you mean list\? \(see ottla topics --help\)/
  ],
  [['topics'], /say what to do: list, create, .* \(see ottla topics --help\)/],
  [['topics', '--bootstrap', 'host:1'], /say what to do: list, create/],
  [['topics', '--bootstrap=host:1', 'lsit'], /no command is named 'lsit' under ottla topics; did you mean list/],
  [['topics', 'create'], /write ottla topics create <names\.\.> \(see ottla topics create --help\)/],
  [['topics', 'create', 'a', '-p', 'many'], /--partitions many: .*\(see ottla topics create --help\)/],
  [['topics', 'create', 'a', '-p'], /-p needs a value/],
  [['topics', 'create', 'a', '-c', 'novalue'], /'novalue' is not name=value/],
  [['topics', 'list', 'extra'], /unexpected argument 'extra'/],
  [['topics', 'grow', 'a', '1.5'], /partitions 1\.5/],
  [['topics', 'offsets', 't', '--time', 'begining'], /--time begining: .*did you mean beginning\?/],
  [['topics', 'delete-records', 't'], /--before is needed/],
  [['produce', 't', '--codec', 'gzpi'], /--codec gzpi: .*did you mean gzip\?/],
  [['produce', 't', '--key-separator', ':'], /Unknown argument --key-separator.*\(see ottla produce --help\)/],
  [['produce', 't', '-K', ''], /--key-delimiter is empty/],
  [['produce', 't', '-p', '-1'], /--partition -1/],
  [['consume', 't', '--from', 'yesterday'], /--from yesterday/],
  [['consume', 't', '--from', '1', '--from', '2'], /--from was given more than once/],
  [['consume', 't', '-n', '0'], /--count 0/],
  [['consume', 't', '-g', 'g', '-p', '1'], /--group and --partition exclude one another/],
  [['consume', 't', '--json', '--format', '%s'], /--json and --format exclude one another/],
  [['groups', 'reset', 'g', 't'], /write one of --to/],
  [['configs', 'show', 'topik', 'x'], /kind topik: .*did you mean topic\?/],
  [['configs', 'unset', 'topic', 't', 'a=b'], /unset takes names/],
  [['cluster', '--bootstrp', 'x'], /Unknown argument --bootstrp; did you mean --bootstrap\?/],
  [['cluster', '-b', 'host:port'], /'host:port' is not an address/],
  [['ready', '-t', 'soon'], /--timeout soon/],
  [['verify', '--only', 'prodce'], /--only prodce: no check matches; did you mean produce\?; areas are /],
  [['verify', '--json', '--report', 'md'], /--json and --report exclude one another/],
  [['frames', 'decode', '-n', 'Fetsch', '00'], /did you mean Fetch\?/],
  [['completion', 'csh'], /shell csh: choose one of bash, zsh, fish/],
  [['--prot', '1'], /did you mean --port\? \(see ottla start --help\)/]
]

test.each(wrong)('ottla %j ends with 2 and one line that helps', async (args, line) => {
  const error = await runCommand(args).then(
    () => undefined,
    (failure: unknown) => failure
  )
  expect(textOfFailure(error)).toMatch(line)
  expect(textOfFailure(error)).not.toContain('\n')
  expect(exitCodeOf(error)).toBe(2)
})

test.each([
  [['topics', 'create', 'a', '--partitoins', '1'], /did you mean --partitions\?/],
  [['start', '--memory', '--set', 'num.partitions=many'], /num\.partitions/],
  [['start', '--memory', '--port', '0', '--topic', 'a/b'], /a\/b/]
])('ottla %j does so as a process too, in any locale', async (args, line) => {
  const { code, stdout, stderr } = await ottla(args, { env: { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' } })
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(line)])
  expect([code, stdout]).toEqual([2, ''])
})

test('an option that is mistyped is found in every command', async () => {
  const points = await completionPoints()
  expect(points.length).toBeGreaterThan(20)
  const { contextOf } = await import('../../../src/cli/parser.ts')
  const { explainUsage } = await import('../../../src/cli/usage-errors.ts')
  const { topCommands } = await import('../../../src/cli/command-list.ts')
  for (const { path, options } of points.filter((point) => point.path !== '' && point.options.length > 1)) {
    const args = path.split(' ')
    const named = topCommands.find(({ name }) => name === args[0])
    const file = await named?.load()
    const name = options[0]?.name ?? ''
    const mistyped = `${name}x`
    const said = explainUsage(
      `Unknown argument: ${mistyped}`,
      [...args, `--${mistyped}`],
      contextOf(args, named, file ?? { commands: [] })
    )
    expect(said).toBe(`Unknown argument --${mistyped}; did you mean --${name}? (see ottla ${path} --help)`)
  }
})

test.each(['help', '-h', '--help'])('ottla %s topics shows the commands of topics', async (word) => {
  expect((await ottla([word, 'topics'])).stdout).toMatch(/ottla topics list/)
})
