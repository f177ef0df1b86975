// Decode plus encode of Produce, Fetch, Metadata and OffsetCommit against kafkajs's own codecs, on the same messages.
// Each side turns the same content into the request's bytes and reads the same response's bytes, records included; what
// each wrote is read by the other before anything is timed. Rounds of the rivals are interleaved in one process.
import { createRequire } from 'node:module'
import { apis, decodeResponse, encodeRequest, encodeResponse } from '../dist/protocol/index.js'
import { buildBatch, entryPositions, recordsOf } from '../dist/records/index.js'

const require = createRequire(import.meta.url)
const kafkajs = (path) => require(`kafkajs/src/protocol/${path}`)
const partitionsPerTopic = 10
const topics = ['orders', 'payments-by-customer', 'audit-log']
const clientId = 'bench-client'
const records = Array.from({ length: 10 }, (_, index) => ({
  timestamp: 1_700_000_000_000 + index,
  key: Buffer.from(`key-${index}`),
  value: Buffer.alloc(100, 65 + index)
}))
const each = (count, make) => Array.from({ length: count }, (_, index) => make(index))
const bytesOf = (chunks) => (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))

/** What kafkajs is given: the body of a response, without size and header. */
const bodyOf = (name, version, value) => Buffer.from(Buffer.concat(encodeResponse(name, version, 1, value)).subarray(8))

function allRecords(value) {
  let seen = 0
  for (const topic of value.responses) {
    for (const partition of topic.partitions) {
      for (const at of entryPositions(partition.records))
        for (const record of recordsOf(partition.records, at)) seen += record.value.length
    }
  }
  return seen
}

function produce() {
  const response = {
    responses: topics.map((name) => ({
      name,
      partitionResponses: each(1, (index) => ({
        index,
        errorCode: 0,
        baseOffset: 123456n,
        logAppendTimeMs: -1n,
        logStartOffset: 0n
      }))
    })),
    throttleTimeMs: 0
  }
  const request = () => ({
    transactionalId: null,
    acks: -1,
    timeoutMs: 30000,
    topicData: topics.map((name) => ({ name, partitionData: [{ index: 0, records: buildBatch(records) }] }))
  })
  const messages = records.map(({ timestamp, key, value }) => ({
    timestamp: String(timestamp),
    key,
    value,
    headers: {}
  }))
  const theirs = () => ({
    acks: -1,
    timeout: 30000,
    topicData: topics.map((topic) => ({ topic, partitions: [{ partition: 0, firstSequence: 0, messages }] }))
  })
  return { name: 'Produce', version: 7, folder: 'produce', response, request, theirs }
}

function fetch() {
  const batch = buildBatch(records)
  const response = {
    throttleTimeMs: 0,
    errorCode: 0,
    sessionId: 0,
    responses: topics.map((topic) => ({
      topic,
      partitions: each(1, (partitionIndex) => ({
        partitionIndex,
        errorCode: 0,
        highWatermark: 10n,
        lastStableOffset: 10n,
        logStartOffset: 0n,
        abortedTransactions: [],
        preferredReadReplica: -1,
        records: batch
      }))
    }))
  }
  const partition = (index) => ({
    partition: index,
    currentLeaderEpoch: -1,
    fetchOffset: 4711n,
    logStartOffset: -1n,
    partitionMaxBytes: 1048576
  })
  const request = () => ({
    replicaId: -1,
    maxWaitMs: 500,
    minBytes: 1,
    maxBytes: 10485760,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: topics.map((topic) => ({ topic, partitions: each(partitionsPerTopic, partition) })),
    forgottenTopicsData: [],
    rackId: ''
  })
  const theirPartition = (index) => ({
    partition: index,
    currentLeaderEpoch: -1,
    fetchOffset: 4711,
    logStartOffset: -1,
    maxBytes: 1048576
  })
  const theirs = () => ({
    replicaId: -1,
    maxWaitTime: 500,
    minBytes: 1,
    maxBytes: 10485760,
    isolationLevel: 0,
    topics: topics.map((topic) => ({ topic, partitions: each(partitionsPerTopic, theirPartition) }))
  })
  return { name: 'Fetch', version: 11, folder: 'fetch', response, request, theirs, read: allRecords }
}

function metadata() {
  const response = {
    throttleTimeMs: 0,
    brokers: each(3, (nodeId) => ({ nodeId, host: `broker-${nodeId}.kafka.internal`, port: 9092, rack: null })),
    clusterId: '5L6g3nShT-eMCtK--X86sw',
    controllerId: 1,
    topics: topics.map((name) => ({
      errorCode: 0,
      name,
      isInternal: false,
      partitions: each(partitionsPerTopic, (partitionIndex) => ({
        errorCode: 0,
        partitionIndex,
        leaderId: 1,
        replicaNodes: [0, 1, 2],
        isrNodes: [0, 1, 2],
        offlineReplicas: []
      }))
    }))
  }
  const request = () => ({ topics: topics.map((name) => ({ name })), allowAutoTopicCreation: true })
  return {
    name: 'Metadata',
    version: 6,
    folder: 'metadata',
    response,
    request,
    theirs: () => ({ topics, allowAutoTopicCreation: true })
  }
}

function offsetCommit() {
  const response = {
    throttleTimeMs: 0,
    topics: topics.map((name) => ({
      name,
      partitions: each(partitionsPerTopic, (partitionIndex) => ({ partitionIndex, errorCode: 0 }))
    }))
  }
  const request = () => ({
    groupId: 'group',
    generationIdOrMemberEpoch: 3,
    memberId: 'member-6d7c2f2e',
    topics: topics.map((name) => ({
      name,
      partitions: each(partitionsPerTopic, (partitionIndex) => ({
        partitionIndex,
        committedOffset: 4711n,
        committedMetadata: null
      }))
    }))
  })
  const theirs = () => ({
    groupId: 'group',
    groupGenerationId: 3,
    memberId: 'member-6d7c2f2e',
    topics: topics.map((topic) => ({
      topic,
      partitions: each(partitionsPerTopic, (partition) => ({ partition, offset: 4711 }))
    }))
  })
  return { name: 'OffsetCommit', version: 5, folder: 'offsetCommit', response, request, theirs }
}

/** Both sides of one message: `[rival, one encode and one decode]`. */
async function rivals({ name, version, folder, response, request, theirs, read = () => 0 }) {
  const frame = Buffer.concat(encodeResponse(name, version, 1, response)).subarray(4)
  const body = bodyOf(name, version, response)
  const encodeTheirs = kafkajs(`requests/${folder}/v${version}/request`)
  const { decode } = kafkajs(`requests/${folder}/v${version}/response`)
  const frameRequest = kafkajs('request')
  const ours = () => {
    const bytes = bytesOf(encodeRequest(name, version, { correlationId: 1, clientId }, request()))
    const { value } = decodeResponse(name, version, frame)
    return bytes.length + read(value)
  }
  const other = async () => {
    const { buffer } = await frameRequest({ correlationId: 1, clientId, request: encodeTheirs(theirs()) })
    await decode(body)
    return buffer.length
  }
  const mine = bytesOf(encodeRequest(name, version, { correlationId: 1, clientId }, request()))
  const { buffer } = await frameRequest({ correlationId: 1, clientId, request: encodeTheirs(theirs()) })
  if (apis[name].key !== 0 && !mine.equals(buffer))
    throw new Error(`${name}: the two requests differ\n${mine.toString('hex')}\n${buffer.toString('hex')}`)
  if (mine.length !== buffer.length) throw new Error(`${name}: ${mine.length} and ${buffer.length} bytes`)
  return { ottla: ours, kafkajs: other }
}

async function microseconds(run, forMs) {
  const begin = performance.now()
  let count = 0
  while (performance.now() - begin < forMs) {
    for (let index = 0; index < 50; index++) await run()
    count += 50
  }
  return ((performance.now() - begin) * 1000) / count
}

export default async function codec({ rounds = 7, roundMs = 150 } = {}) {
  const rows = []
  for (const message of [produce(), fetch(), metadata(), offsetCommit()]) {
    const sides = Object.entries(await rivals(message))
    for (let round = -2; round < rounds; round++) {
      for (const [rival, run] of sides) {
        const us = await microseconds(run, roundMs)
        if (round >= 0) rows.push({ scenario: message.name, rival, microseconds: us })
      }
    }
  }
  return { name: 'codec', goal: 'at least 3 times as fast as kafkajs', rows }
}
