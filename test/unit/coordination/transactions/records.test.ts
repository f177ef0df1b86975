/**
 * Goal: records of __transaction_state are byte for byte what Apache Kafka 4.3.1 writes, and are read again.
 * Method: the records of a producer's life, taken from a Kafka directory; version 0 by hand.
 */
import { transactionRecords } from '../../../../src/coordination/transaction/records.ts'
import type { TransactionVersion } from '../../../../src/coordination/transaction/transaction.ts'
import { encodedRecord } from '../../../kit/encoded-record.ts'

const key = Buffer.from('000000027074', 'hex')
const golden: readonly (readonly [state: string, epoch: number, value: string])[] = [
  ['Empty', 0, '0001000000000000000000000000ea600000000001a229591200ffffffffffffffff0100080000000000000000'],
  [
    'Ongoing',
    0,
    '0001000000000000000000000000ea600102037431020000000000000001a229591441000001a229591441020008000000000000000002020002'
  ],
  [
    'PrepareCommit',
    1,
    '0001000000000000000000010000ea600202037431020000000000000001a229591522000001a229591441020008000000000000000002020002'
  ],
  [
    'CompleteCommit',
    1,
    '0001000000000000000000010000ea600401000001a22959153d000001a229591441020008000000000000000002020002'
  ]
]
const codec = (version: TransactionVersion) => transactionRecords(() => version)

test.each(golden)('%s', (state, producerEpoch, hex) => {
  const record = codec(2).decode(key, Buffer.from(hex, 'hex'))
  expect(record?.transaction).toMatchObject({
    transactionalId: 'pt',
    state,
    producerEpoch,
    producerId: 0,
    previousProducerId: 0,
    nextProducerId: -1,
    timeoutMs: 60_000
  })
  if (record === null) throw new Error('not read')
  const encoded = encodedRecord(codec(2), record, 5)
  const hexOf = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('hex')
  expect([hexOf(encoded.key), hexOf(encoded.value)]).toEqual([key.toString('hex'), hex])
  // What an older version would lose is kept in the flexible form, whatever the level of the feature is.
  const isNew = (record.transaction?.clientVersion ?? 0) >= 2
  const old = Buffer.from(encodedRecord(codec(0), record, 5).value ?? [])
  expect(old.readInt16BE(0)).toBe(isNew ? 1 : 0)
  expect(codec(0).decode(key, old)?.transaction).toMatchObject({
    state,
    producerEpoch,
    timeoutMs: 60_000
  })
})

test('a tombstone removes the id; what cannot be read is left alone', () => {
  expect(codec(2).decode(key, null)).toEqual({ transactionalId: 'pt', transaction: null })
  expect(encodedRecord(codec(2), { transactionalId: 'pt', transaction: null }, 5).value).toBeNull()
  const unknownState = Buffer.from(golden[0]?.[2] ?? '', 'hex')
  unknownState[16] = 99
  expect(codec(2).decode(key, unknownState)).toBeNull()
  expect(codec(2).decode(Buffer.from('000900', 'hex'), null)).toBeNull()
  expect(codec(2).decode(key, Buffer.from('0009', 'hex'))).toBeNull()
  expect(codec(2).decode(key, Buffer.from('0001', 'hex'))).toBeNull()
})
