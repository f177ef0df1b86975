import type { Check } from '../../check.ts'
import { api, balanced, ConsumerMember, consumerGroup, described, member } from '../../dialogue/consumer-groups.ts'
import { equal, errorIs, holds, only, present } from '../../expect.ts'

/** What RE2 refuses. */
const broken = [
  '[',
  '(',
  '*',
  'a{2000}',
  '(?=a)',
  '(?!a)',
  '(a)\\1',
  '\\',
  '(?<!a)b',
  'a**',
  '[z-a]',
  '\\8',
  '(?P<n',
  'x{3,2}'
]

/** A topic's name follows the first `%`; which of them match. */
const good: readonly (readonly [pattern: string, isMatched: boolean])[] = [
  ['%.*', true],
  ['%', true],
  ['%x', false],
  ['.*', true],
  ['(?i)%', true],
  ['\\Q%\\E', true],
  ['%|nothing', true],
  ['(%)', true],
  ['[^a]*nothing%', false],
  ['(?:%){1,3}', true]
]

export const expressions: Check[] = [
  ...good.map(
    ([pattern, isMatched]): Check => ({
      name: `a member that is subscribed by ${pattern.replaceAll('%', 'NAME')} ${isMatched ? 'gets' : 'does not get'} the topic NAME`,
      api,
      versions: [1, 1],
      kip: 'KIP-848',
      async run(t) {
        const topic = await t.topic({ partitions: 2 })
        const groupId = await consumerGroup(t)
        const one = await member(t, groupId, { regex: pattern.replaceAll('%', topic.name) })
        const has = () => one.owned.some(({ topicId }) => topicId === topic.id)
        if (isMatched) {
          await t.until('the topic is assigned', async () => {
            await one.poll()
            return has()
          })
          return
        }
        // Nothing tells that it was matched and nothing was found.
        await t.sleep(200)
        await one.poll()
        equal([has(), one.epoch], [false, 1], 'has it, and in which epoch')
      }
    })
  ),
  ...broken.map(
    (pattern): Check => ({
      name: `a subscription by ${pattern} is answered INVALID_REGULAR_EXPRESSION`,
      api,
      versions: [1, 1],
      kip: 'KIP-848',
      async run(t) {
        const groupId = await consumerGroup(t)
        const answer = await new ConsumerMember(t, groupId, { regex: pattern }).join()
        errorIs(answer.errorCode, 'INVALID_REGULAR_EXPRESSION', 'error')
        const begins = `SubscribedTopicRegex \`${pattern}\` is not a valid regular expression: `
        holds(present(answer.errorMessage, 'message').startsWith(begins), 'message', answer.errorMessage)
      }
    })
  ),
  {
    name: 'a topic that is made later and matches is assigned',
    api,
    versions: [1, 1],
    slow: true,
    async run(t) {
      const name = t.topicName()
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { regex: `${name}|nothing-else` })
      // Kafka matches again ten seconds after it last did.
      await t.quietly('CreateTopics', {
        topics: [{ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }],
        timeoutMs: 10_000
      })
      await t.until(
        'the topic is assigned',
        async () => {
          await one.poll()
          return one.owned.length === 1
        },
        20_000
      )
    }
  },
  {
    name: 'a member shows the expression that it is subscribed by',
    api: 'ConsumerGroupDescribe',
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const topic = await t.topic()
      const one = await member(t, groupId, { regex: topic.name })
      await balanced(t, [one], [1])
      const shown = only((await described(t, groupId)).members, 'members')
      equal([shown.subscribedTopicNames, shown.subscribedTopicRegex], [[], topic.name], 'subscription')
    }
  },
  {
    name: 'names and an expression together are one subscription',
    api,
    versions: [1, 1],
    async run(t) {
      const [named, matched] = [await t.topic(), await t.topic()]
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [named.name], regex: matched.name })
      await t.until('both are assigned', async () => {
        await one.poll()
        return one.owned.length === 2
      })
    }
  },
  {
    name: 'members with the same expression share its topics',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ partitions: 4 })
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { regex: `${topic.name}.*` })
      const two = await member(t, groupId, { regex: `${topic.name}.*`, polls: true })
      await balanced(t, [one, two], [2, 2])
    }
  },
  {
    name: 'a member that gives its expression up is taken what it matched',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic()
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { regex: topic.name })
      await balanced(t, [one], [1])
      errorIs((await one.beat({ subscribedTopicRegex: '', topicPartitions: one.owned })).errorCode, 'NONE', 'error')
      await balanced(t, [one], [0])
    }
  }
]
