import { usageError } from '../cli-error.ts'
import { changeLevels, type LevelChange } from '../client/features.ts'
import { parseAssignment } from '../output.ts'
import { clusterOptions, command, wholeNumber, withCluster, wordsOf } from './common.ts'

/** Parses `group.version=1`. @throws CliError */
function parseChange(text: string): LevelChange {
  const { name: feature, value } = parseAssignment(text)
  const level = wholeNumber(feature, 0, 32_767)(value)
  if (level === undefined) throw usageError(`'${text}': write feature=level`)
  return { feature, level }
}

export const featureCommand = command(
  'feature <levels..>',
  'Sets levels of features, all or none: feature=level; 0 turns one off',
  (y) =>
    clusterOptions(y)
      .positional('levels', { type: 'string', array: true, demandOption: true, describe: 'feature=level' })
      .option('dry-run', { type: 'boolean', default: false, describe: 'Only check whether the change is allowed' })
      .option('unsafe', { type: 'boolean', default: false, describe: 'Lower a level even if metadata is lost' })
      .example('$0 cluster feature share.version=1', ''),
  (args) => {
    const changes = wordsOf(args.levels).map(parseChange)
    return withCluster(args.bootstrap, async (cluster, out) => {
      await changeLevels(cluster, changes, { dryRun: args.dryRun, isUnsafe: args.unsafe })
      for (const { feature, level } of changes) {
        if (args.json) out.json({ feature, level })
        else out.line(`${feature}=${level}`)
      }
    })
  }
)
