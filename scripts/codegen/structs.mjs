// The structs of a message: their names, their types and what they cost.

/** In place of a version that never comes. */
export const never = 32767

export const upper = (name) => name[0].toUpperCase() + name.slice(1)
export const lower = (name) => name[0].toLowerCase() + name.slice(1)
export const singular = (name) =>
  /(ies)$/.test(name)
    ? name.replace(/ies$/, 'y')
    : /(sses|xes|ches)$/.test(name)
      ? name.slice(0, -2)
      : /[^s]s$/.test(name)
        ? name.slice(0, -1)
        : name

/** `FetchPartition` of `FetchRequest` says `Fetch` once is enough. */
function withoutStem(name, message) {
  const stem = message.name.replace(/(?:Request|Response|Key|Value)$/, '')
  return name.startsWith(stem) && name.length > stem.length ? name.slice(stem.length) : name
}

/** Names every struct of a message: the message, or the field that holds it below its parent. */
export function structsOf(message) {
  const structs = []
  const shared = new Map()
  const taken = new Set()
  const unique = (name) => {
    let candidate = name
    for (let n = 2; taken.has(candidate); n++) candidate = `${name}${n}`
    taken.add(candidate)
    return candidate
  }
  const rootStruct = { name: unique(message.name), fields: message.fields, versions: message.valid }
  for (const struct of message.structs) {
    shared.set(struct.name, {
      name: unique(`${message.name}${withoutStem(struct.name, message)}`),
      fields: struct.fields,
      versions: message.valid
    })
  }
  const visit = (struct) => {
    for (const field of struct.fields) {
      if (field.fields.length > 0) {
        field.struct = {
          name: unique(`${struct.name}${field.structName ?? upper(singular(field.name))}`),
          fields: field.fields,
          versions: field.versions
        }
        visit(field.struct)
        structs.push(field.struct)
      } else if (shared.has(field.type)) field.struct = shared.get(field.type)
      else if (field.type === 'struct') throw new Error(`${message.name}.${field.name}: a struct without fields`)
    }
  }
  for (const struct of shared.values()) {
    visit(struct)
    structs.push(struct)
  }
  visit(rootStruct)
  structs.push(rootStruct)
  return { structs, rootStruct }
}

/** `bytes`: on the wire; `heapBytes`: what a value takes beside its slot. */
export const scalars = {
  i8: { ts: 'number', bytes: 1, zero: '0' },
  i16: { ts: 'number', bytes: 2, zero: '0' },
  u16: { ts: 'number', bytes: 2, zero: '0' },
  i32: { ts: 'number', bytes: 4, zero: '0' },
  u32: { ts: 'number', bytes: 4, zero: '0' },
  i64: { ts: 'bigint', bytes: 8, zero: '0n', heapBytes: 24 },
  f64: { ts: 'number', bytes: 8, zero: '0', heapBytes: 16 },
  bool: { ts: 'boolean', bytes: 1, zero: 'false' },
  uuid: { ts: 'string', bytes: 16, zero: 'zeroUuid', heapBytes: 40 },
  string: { ts: 'string', zero: "''" },
  bytes: { ts: 'Uint8Array', zero: 'noBytes' },
  records: { ts: 'Uint8Array', zero: 'noBytes' }
}

/** An object with its fields; a nested array costs its head here and its elements where they are counted. */
export function structHeapBytes(struct) {
  let bytes = 24
  for (const field of struct.fields) {
    bytes += 8
    if (field.array) bytes += 32
    else if (field.struct) bytes += structHeapBytes(field.struct)
    else bytes += scalars[field.type].heapBytes ?? 0
  }
  return bytes
}
