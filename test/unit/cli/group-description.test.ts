import type { Cluster } from '../../../src/cli/client/cluster.ts'
import { encodeWithVersion } from '../../../src/cli/client/group.ts'
import { describedGroup } from '../../../src/cli/client/group-description.ts'
import { consumerProtocolAssignment, errorCodes } from '../../../src/protocol/index.ts'

/** A cluster whose coordinator knows one classic group with one member. */
const clusterWith = (protocolType: string, memberAssignment: Uint8Array): Cluster => {
  const member = { memberId: 'm', groupInstanceId: null, clientId: 'c', clientHost: '/h', memberAssignment }
  const group = { errorCode: errorCodes.NONE, groupState: 'Stable', protocolType, protocolData: 'p', members: [member] }
  const coordinator = { supports: () => false, call: async () => ({ groups: [group] }) }
  return { coordinator: async () => coordinator } as unknown as Cluster
}

const assignment = encodeWithVersion(consumerProtocolAssignment, {
  assignedPartitions: [{ topic: 'orders', partitions: [1, 2] }],
  userData: null
})

test('the partitions of a member of a classic consumer group are shown', async () => {
  const { members } = await describedGroup(clusterWith('consumer', assignment), 'g')
  expect(members.map((one) => one.assignment)).toEqual([
    [expect.objectContaining({ topic: 'orders', partitions: [1, 2] })]
  ])
})

test('what a worker of Kafka Connect was assigned is its own, and no defect of the command', async () => {
  const connect = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 60]), Buffer.alloc(119, 'x')])
  const { protocol, members } = await describedGroup(clusterWith('connect', connect), 'g')
  expect([protocol, members.map((one) => one.assignment)]).toEqual(['p', [[]]])
})
