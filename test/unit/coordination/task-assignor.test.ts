/**
 * Goal: the same streams groups have the same tasks here as on Apache Kafka 4.3.1, again and again as members come and go.
 * Method: what Kafka's own class made of random groups (test/differential/TaskAssignor.java) is made here.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { assignStickyTasks, type TaskMember } from '../../../src/coordination/assignors/sticky-tasks.ts'
import { stringsInJavaOrder } from '../../../src/coordination/group/modern/java-order.ts'

type Tasks = Readonly<Record<string, readonly number[]>>
type Assigned = Readonly<Record<string, readonly [Tasks, Tasks]>>

interface Vector {
  readonly standbys: number
  readonly subtopologies: readonly (readonly [string, number, boolean])[]
  readonly members: readonly (readonly [string, string])[]
  readonly before: Assigned
  readonly after: Assigned
}

const vectors = gunzipSync(readFileSync('test/fixtures/task-assignor-4.3.1.jsonl.gz'))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector)

const setsOf = (tasks: Tasks) => new Map(Object.entries(tasks).map(([id, list]) => [id, new Set(list)]))
const listsOf = (tasks: ReadonlyMap<string, ReadonlySet<number>>) =>
  Object.fromEntries([...tasks].map(([id, set]) => [id, [...set].sort((a, b) => a - b)]))

function assign({ standbys, subtopologies, members, before }: Vector): Assigned {
  const known = new Map(
    members.map(([memberId, processId]): [string, TaskMember] => {
      const [active, standby] = before[memberId] ?? [{}, {}]
      return [memberId, { processId, active: setsOf(active), standby: setsOf(standby) }]
    })
  )
  const assigned = assignStickyTasks({
    memberIds: stringsInJavaOrder(known.keys()),
    members: known,
    subtopologies: subtopologies.map(([subtopologyId, taskCount, isStateful]) => ({
      subtopologyId,
      taskCount,
      isStateful
    })),
    standbyReplicas: standbys
  })
  return Object.fromEntries(
    [...assigned].map(([memberId, { active, standby }]) => [memberId, [listsOf(active), listsOf(standby)]])
  )
}

test.each([0, 1, 2, 3])('tasks with %i standby replicas go where Apache Kafka has them go', (standbys) => {
  const ofKind = vectors.filter((vector) => vector.standbys === standbys)
  expect(ofKind.length).toBeGreaterThan(50)
  for (const vector of ofKind) expect(assign(vector)).toEqual(vector.after)
})
