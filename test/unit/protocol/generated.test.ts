import { stale } from '../../../scripts/generate.mjs'
import { apiByKey, apis, errorCodes, errorName, isRetriable, messages } from '../../../src/protocol/index.ts'

test('the generated code is what the specs give now: npm run generate', () => {
  expect(stale()).toEqual([])
})

test('every API is found by its key, and knows its range and what Kafka 4.3 speaks of it', () => {
  for (const api of Object.values(apis)) {
    expect(apiByKey(api.key)).toBe(api)
    expect(api.request.minVersion).toBe(api.minVersion)
    expect(api.request.maxVersion).toBe(api.maxVersion)
    expect(api.request.flexibleFrom).toBe(api.flexibleFrom)
    expect(messages.get(`${api.name}Response`)).toBe(api.response)
  }
  expect([apis.Produce.minVersion, apis.Produce.maxVersion, apis.Produce.kafka43]).toEqual([0, 13, [3, 13]])
  expect(apis.LeaderAndIsr.kafka43).toBeNull()
  expect(apis.ApiVersions.listeners).toContain('controller')
  expect(apiByKey(9999)).toBeUndefined()
  expect(apiByKey(-1)).toBeUndefined()
})

test('error codes have Kafka names both ways', () => {
  expect(errorCodes.NOT_LEADER_OR_FOLLOWER).toBe(6)
  expect(errorName(6)).toBe('NOT_LEADER_OR_FOLLOWER')
  expect(errorName(31000)).toBe('UNKNOWN_SERVER_ERROR')
  expect([isRetriable(errorCodes.NOT_COORDINATOR), isRetriable(errorCodes.INVALID_RECORD)]).toEqual([true, false])
})
