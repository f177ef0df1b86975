// Batches for the benchmarks, built with Ottla's own records room: text-like values, so that codecs have something to do.
const words =
  'the broker keeps records in partitions and answers requests over sockets with offsets epochs leaders replicas groups'.split(
    ' '
  )

function textOf(bytes, seed) {
  let state = seed * 2654435761 + 1
  let text = ''
  while (text.length < bytes) {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    text += `${words[state % words.length]} ${(state * 7919).toString(36)} `
  }
  return Buffer.from(text.slice(0, bytes))
}

/** One v2 batch of about `batchBytes` before compression; with `keys`, that many different ones. */
export function batchOf(BatchBuilder, { recordBytes, batchBytes, codec, seed, keys }) {
  const builder = new BatchBuilder({ codec: codec === 'none' ? undefined : codec })
  const timestamp = Date.now()
  const count = Math.max(1, Math.floor(batchBytes / (recordBytes + 10)))
  for (let n = 0; n < count; n++) {
    const key = keys === undefined ? undefined : Buffer.from(`key-${(seed * 31 + n) % keys}`)
    builder.append({ timestamp, key, value: textOf(recordBytes, seed * 1000 + n) })
  }
  return builder.build()
}
