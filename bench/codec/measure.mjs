// Times one encode of a request plus one decode of its response by each rival, interleaved in one process.
// `node measure.mjs RIVAL [FOLDER]` prints the rows as JSON, for a rival that needs another version of Node.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { decodeResponse, encodeRequest, encodeResponse } from '../../dist/protocol/index.js'
import { entryPositions, recordsOf } from '../../dist/records/index.js'
import { messages } from './messages.mjs'

const require = createRequire(import.meta.url)
const clientId = 'bench-client'

function readAll(value) {
  let bytes = 0
  for (const { partitions } of value.responses) {
    for (const { records } of partitions) {
      for (const at of entryPositions(records))
        for (const record of recordsOf(records, at)) bytes += record.value?.length ?? 0
    }
  }
  return bytes
}

/** Rivals by name: `(message, frame of the response after its size) => one round trip that answers the request's bytes`. */
const rivals = {
  ottla:
    ({ name, version, ottla, hasRecords }, frame) =>
    () => {
      const chunks = encodeRequest(name, version, { correlationId: 1, clientId }, ottla())
      const { value } = decodeResponse(name, version, frame)
      if (hasRecords) readAll(value)
      return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
    },
  kafkajs: ({ name, version, kafkajs }, frame) => {
    const folder = `kafkajs/src/protocol/requests/${name[0].toLowerCase()}${name.slice(1)}/v${version}`
    const makeRequest = require(`${folder}/request`)
    const { decode } = require(`${folder}/response`)
    const encode = require('kafkajs/src/protocol/request')
    const body = frame.subarray(4)
    return async () => {
      const { buffer } = await encode({ correlationId: 1, clientId, request: makeRequest(kafkajs()) })
      await decode(body)
      return buffer
    }
  },
  platformatic: async ({ name, version, platformatic }, frame, folder) => {
    const load = (path) => import(pathToFileURL(join(folder, 'dist', path)).href)
    const place = {
      Produce: 'producer/produce',
      Fetch: 'consumer/fetch',
      Metadata: 'metadata/metadata',
      OffsetCommit: 'consumer/offset-commit'
    }
    const { createRequest, parseResponse, api } = await load(`apis/${place[name]}-v${version}.js`)
    const { Reader } = await load('protocol/reader.js')
    const { Writer } = await load('protocol/writer.js')
    const body = frame.subarray(4)
    return () => {
      const head = Writer.create()
        .appendInt16(api.key)
        .appendInt16(version)
        .appendInt32(1)
        .appendString(clientId, false)
      const bytes = head.appendFrom(createRequest(...platformatic())).prependLength().buffer
      parseResponse(1, api.key, version, Reader.from(body))
      return bytes
    }
  }
}

/** CPU time and not the clock: other work on the machine disturbs it less. Garbage collection on other threads counts too. */
async function cpuMicroseconds(run, forMs) {
  const begin = performance.now()
  const cpu = process.cpuUsage()
  let count = 0
  while (performance.now() - begin < forMs) {
    for (let index = 0; index < 50; index++) await run()
    count += 50
  }
  const { user, system } = process.cpuUsage(cpu)
  return (user + system) / count
}

/**
 * Two rounds warm up.
 * @param {string} against
 * @param {{ folder?: string, rounds?: number, roundMs?: number }} [options]
 * @throws Error when a rival writes another request than Ottla does, batches apart.
 */
export async function measure(against, { folder, rounds = 9, roundMs = 120 } = {}) {
  const rows = []
  for (const message of messages) {
    const frame = Buffer.concat(
      encodeResponse(/** @type {any} */ (message.name), message.version, 1, message.response)
    ).subarray(4)
    const ours = rivals.ottla(/** @type {any} */ (message), frame)
    const theirs = await rivals[against](message, frame, folder)
    const [mine, other] = [await ours(), await theirs()]
    const same = message.name === 'Produce' ? mine.length === other.length : Buffer.from(mine).equals(other)
    if (!same)
      throw new Error(
        `${message.name}: Ottla wrote ${Buffer.from(mine).toString('hex')}\n${against} ${Buffer.from(other).toString('hex')}`
      )
    for (let round = -2; round < rounds; round++) {
      for (const [rival, run] of [
        ['ottla', ours],
        [against, theirs]
      ]) {
        const spent = await cpuMicroseconds(run, roundMs)
        if (round >= 0) rows.push({ scenario: `${message.name}, beside ${against}`, rival, cpuMicroseconds: spent })
      }
    }
  }
  return rows
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , against, folder] = process.argv
  console.log(JSON.stringify(await measure(against, { folder })))
}
