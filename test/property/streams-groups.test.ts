/**
 * Goal: no task of a streams group is ever active in two members that say so truthfully, and in the end every task has one.
 * Method: members join, report, give up and leave in a random order; who is told of tasks takes them only then.
 */
import { isFailure } from '../../src/protocol/index.ts'
import { GroupStage } from '../kit/group-stage.ts'
import { seed as first } from '../kit/seed.ts'
import { joinStreams, streamsBeat } from '../kit/streams-member.ts'

const taskCount = 6
const idle = { epoch: 0, owned: [] as readonly number[] }

test.each(Array.from({ length: 30 }, (_, seed) => seed))('seed %i', async (seed) => {
  let state = (first + seed) * 7919 + 1
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const stage = new GroupStage()
  await stage.loaded()
  stage.setTopic('in', taskCount)
  const members = new Map(['a', 'b', 'c', 'd'].map((memberId) => [memberId, idle]))
  const act = async (memberId: string, leaves: boolean) => {
    const { epoch, owned } = members.get(memberId) ?? idle
    const activeTasks = owned.length === 0 ? [] : [{ subtopologyId: '0', partitions: owned }]
    const alive = { memberId, memberEpoch: leaves ? -1 : epoch, activeTasks, standbyTasks: [], warmupTasks: [] }
    const answer = await (epoch === 0 ? joinStreams(stage, { memberId }) : streamsBeat(stage, alive))
    if (isFailure(answer)) throw new Error(`${answer.error} ${answer.message}`)
    const told = answer.tasks === null ? owned : answer.tasks.activeTasks.flatMap(({ partitions }) => partitions)
    members.set(memberId, leaves ? idle : { epoch: answer.memberEpoch, owned: told })
    const all = [...members.values()].flatMap((member) => member.owned)
    expect(new Set(all).size).toBe(all.length)
  }
  for (let step = 0; step < 120; step++) {
    const memberId = 'abcd'[Math.floor(random() * 4)] ?? 'a'
    await act(memberId, (members.get(memberId)?.epoch ?? 0) > 0 && random() < 0.15)
  }
  for (let round = 0; round < 6; round++) for (const memberId of members.keys()) await act(memberId, false)
  const all = [...members.values()].flatMap(({ owned }) => owned)
  expect(all.sort()).toEqual([0, 1, 2, 3, 4, 5])
})
